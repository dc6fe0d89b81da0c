import type { App } from './app.ts'
import { imagesOf } from './app-images.ts'
import { BadInput } from './exit-codes.ts'
import { logGroupsOf } from './log-groups.ts'
import { hint } from './nearest.ts'
import { secretPattern, secretsOf } from './secret-names.ts'
import { type AppService, balanced, continuous, isJob } from './services.ts'
import { branchContext, environmentContext, type Form, subjectOf } from './subject.ts'
import { fill, type Json, readTemplate, type Values } from './template.ts'

const files = {
  administrator: 'administrator',
  githubTrust: 'github-trust',
  ecsTasksTrust: 'ecs-tasks-trust',
  push: 'push',
  pushPublic: 'push-public',
  deploy: 'deploy',
  diagnose: 'diagnose',
  findImage: 'find-image',
  findImagePublic: 'find-image-public',
  execution: 'execution',
  lifecycle: 'lifecycle',
}

/** Reads `.aws/policies` and fills the placeholders. */
export function readPolicies(app: App, values: Values): Record<keyof typeof files, Json> {
  const all = { ...values, ...namesOf(app, values) }
  const entries = Object.entries(files).map(([key, name]) => {
    const file = `policies/${name}.json`
    const policy = fill(readTemplate(file), all, file)
    if (key === 'lifecycle') return [key, policy]
    checkPolicy(policy, file)
    return [key, withoutEmpty(policy)]
  })
  return Object.fromEntries(entries)
}

/** Leaves out statements about no resource, such as those about jobs in an app without jobs: IAM rejects them. */
function withoutEmpty(policy: Json): Json {
  const { Statement, ...rest } = policy as Record<string, Json>
  const statements = [Statement!].flat() as Record<string, Json>[]
  const kept = statements.filter(({ Resource }) => !Array.isArray(Resource) || Resource.length > 0)
  return { ...rest, Statement: kept }
}

/** Reads what the task role of a service may do; undefined if it has no `task-role.json`. */
export function readTaskPolicy(app: App, service: AppService, values: Values): Json | undefined {
  if (!service.files.has('task-role')) return undefined
  const file = `${service.name}/task-role.json`
  const policy = fill(readTemplate(file), { ...values, ...namesOf(app, values) }, file)
  checkPolicy(policy, file)
  return policy
}

/** The ARNs of the services' resources, each a placeholder for a list. */
function namesOf(app: App, values: Values): Values {
  const { services, name } = app
  const images = imagesOf(app)
  const at = (service: string, region = values.REGION) =>
    `arn:aws:${service}:${region}:${values.ACCOUNT_ID}`
  const logGroups = unique(services.flatMap((service) => logGroupsOf(service, values))).map(
    (group) => `${at('logs')}:log-group:${group}`,
  )
  const secrets = unique(
    services
      .flatMap((service) => secretsOf(service, values))
      .map((name) =>
        name.startsWith('arn:') ? name : `${at('ssm')}:parameter/${name.replace(/^\//, '')}`,
      ),
  )
  const isScaled = services.some(({ files }) => files.has('scaling'))
  const ifScaled = (resource: string) => (isScaled ? [resource] : [])
  return {
    REPOSITORIES: images.map(({ repository }) => `${at('ecr')}:repository/${repository}`),
    PUBLIC_REPOSITORIES: images.map(
      ({ repository }) => `${at('ecr-public', '')}:repository/${repository}`,
    ),
    BASE_NAME: app.base,
    TASK_ROLES: services.map(({ taskRole }) => `${at('iam', '')}:role/${taskRole}`),
    SERVICES: continuous(services).map((service) => `${at('ecs')}:service/${name}/${service.name}`),
    TASK_DEFINITIONS: services.map(({ family }) => `${at('ecs')}:task-definition/${family}:*`),
    TARGET_GROUPS: balanced(services).map(
      ({ group }) => `${at('elasticloadbalancing')}:targetgroup/${group}/*`,
    ),
    JOBS: services.filter(isJob).map(({ family }) => `${at('ecs')}:task-definition/${family}:*`),
    PARAMETERS: secrets.filter((arn) => arn.startsWith(at('ssm'))),
    SECRETS: secrets.filter((arn) => arn.startsWith(at('secretsmanager'))).map(secretPattern),
    SCALABLE_TARGETS: ifScaled(`${at('application-autoscaling')}:scalable-target/*`),
    ANY_SCALABLE_TARGET: ifScaled('*'),
    SCALING_ROLE: ifScaled(
      `${at('iam', '')}:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/*`,
    ),
    LOG_GROUPS: logGroups,
    LOG_STREAMS: logGroups.map((group) => `${group}:*`),
  }
}

/** Services may share a secret or a log group. */
const unique = (names: string[]) => [...new Set(names)]

/** The subjects that may push images: jobs for the released branch, in no environment. */
export const pushSubjectsOf = (app: App) => subjectsOf(app, branchContext(app.branch))

/** The subjects that may deploy: jobs of one environment. */
export const deploySubjectsOf = (app: App) => subjectsOf(app, environmentContext(app.environment))

/** Both forms of a subject, or the legacy form where the ids are not known. */
function subjectsOf({ repository, ownerId, repositoryId }: App, context: string): string[] {
  if (!repository)
    throw new BadInput(
      'the GitHub repository is not known: set GITHUB_REPOSITORY=<owner>/<name> (.env.example)',
    )
  const forms: Form[] = ownerId && repositoryId ? ['legacy', 'immutable'] : ['legacy']
  return forms.map((form) => subjectOf({ repository, ownerId, repositoryId }, context, form))
}

const documentMembers = ['Version', 'Id', 'Statement']
const statementMembers = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]

/** Rejects a file that is not a policy, and names the member: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
export function checkPolicy(policy: Json, file: string): void {
  const { Statement } = checkNames(policy, documentMembers, '', file)
  if (Statement === undefined) throw new BadInput(`.aws/${file} has no Statement`)
  for (const [index, statement] of [Statement].flat().entries()) {
    const at = `Statement[${index}]`
    const { Effect, Condition = {} } = checkNames(statement, statementMembers, at, file)
    if (Effect !== 'Allow' && Effect !== 'Deny')
      throw new BadInput(`.aws/${file}: ${at}.Effect must be "Allow" or "Deny"`)
    for (const [operator, keys] of Object.entries(objectAt(Condition, `${at}.Condition`, file)))
      objectAt(keys, `${at}.Condition.${operator}`, file)
  }
}

function checkNames(json: Json, known: string[], path: string, file: string) {
  const members = objectAt(json, path, file)
  const stray = Object.keys(members).find((name) => !known.includes(name))
  if (stray)
    throw new BadInput(
      `.aws/${file}: unknown member ${path ? `${path}.` : ''}${stray}: ${hint(stray, known, 'the members are')}`,
    )
  return members
}

function objectAt(json: Json, path: string, file: string) {
  if (json === null || typeof json !== 'object' || Array.isArray(json))
    throw new BadInput(`.aws/${file}: ${path || 'the file'} must be an object`)
  return json
}
