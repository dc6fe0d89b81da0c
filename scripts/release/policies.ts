import type { App } from './app.ts'
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

/** Reads `.aws/policies`, each file's placeholders filled. */
export function readPolicies(values: Values): Record<keyof typeof files, Json> {
  const entries = Object.entries(files).map(([key, name]) => {
    const file = `policies/${name}.json`
    const policy = fill(readTemplate(file), values, file)
    if (key !== 'lifecycle') checkPolicy(policy, file)
    return [key, policy]
  })
  return Object.fromEntries(entries)
}

/** Who may push images: jobs for the released branch, and those of no environment. */
export const pushSubjectsOf = (app: App) => subjectsOf(app, `ref:refs/heads/${escaped(app.branch)}`)

/** Who may deploy: jobs of one environment. */
export const deploySubjectsOf = (app: App) =>
  subjectsOf(app, `environment:${escaped(app.environment)}`)

/** A colon inside a value would forge another part of the subject. */
const escaped = (value: string) => value.replaceAll(':', '%3A')

/**
 * A job in GitHub's words. A repository made, renamed or transferred since 15 July 2026 names
 * itself with its ids as well, so both forms are let in where the ids are known.
 */
function subjectsOf({ repository, ownerId, repositoryId }: App, context: string): string[] {
  if (!repository)
    throw new Error(
      'which GitHub repository may deploy? Set GITHUB_REPOSITORY=<owner>/<name> (.env.example)',
    )
  const legacy = `repo:${repository}:${context}`
  if (!ownerId || !repositoryId) return [legacy]
  const [owner, name] = repository.split('/')
  return [legacy, `repo:${owner}@${ownerId}/${name}@${repositoryId}:${context}`]
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

/** Names what in a policy's file is none: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
export function checkPolicy(policy: Json, file: string): void {
  const { Statement } = checkNames(policy, documentMembers, '', file)
  if (Statement === undefined) throw new Error(`.aws/${file} has no Statement`)
  for (const [index, statement] of [Statement].flat().entries()) {
    const at = `Statement[${index}]`
    const { Effect, Condition = {} } = checkNames(statement, statementMembers, at, file)
    if (Effect !== 'Allow' && Effect !== 'Deny')
      throw new Error(`.aws/${file}: ${at}.Effect is neither "Allow" nor "Deny"`)
    for (const [operator, keys] of Object.entries(objectAt(Condition, `${at}.Condition`, file)))
      objectAt(keys, `${at}.Condition.${operator}`, file)
  }
}

function checkNames(json: Json, known: string[], path: string, file: string) {
  const members = objectAt(json, path, file)
  const stray = Object.keys(members).find((name) => !known.includes(name))
  if (stray)
    throw new Error(
      `.aws/${file}: ${path ? `${path}.` : ''}${stray} is no member of a policy: its members are ${known.join(', ')}`,
    )
  return members
}

function objectAt(json: Json, path: string, file: string) {
  if (json === null || typeof json !== 'object' || Array.isArray(json))
    throw new Error(`.aws/${file}: ${path || 'the file'} is no object`)
  return json
}
