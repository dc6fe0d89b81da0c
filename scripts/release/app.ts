import { listEnvironments, production } from './environment-file.ts'
import { BadInput } from './exit-codes.ts'
import { originRepository } from './git.ts'
import { hint } from './nearest.ts'
import { type AppService, readServices } from './services.ts'

/** The app that is released: the names of everything on AWS, and its repository on GitHub. */
export interface App {
  /** APP_NAME: it starts the names of the repositories, which the environments share. */
  base: string
  /** `docker-cloud`, with the environment if that is not production: `docker-cloud-staging`. */
  name: string
  services: AppService[]
  /** The registry of the account that has the image. */
  visibility: Visibility
  /** Can push images and nothing else; the deploy role cannot push. All environments share it. */
  pushRole: string
  deployRole: string
  executionRole: string
  loadBalancerGroup: string
  /** The GitHub environment in the OIDC token of the job that deploys. */
  environment: string
  /** All environments of the checkout. */
  environments: string[]
  /** The released branch, in the OIDC token of the job that pushes. */
  branch: string
  /** `owner/name` on GitHub; undefined if neither the environment nor git gives it. */
  repository: string | undefined
  ownerId: string | undefined
  repositoryId: string | undefined
  /** The tags of bootstrap's resources. destroy deletes nothing without them. */
  tags: Record<string, string>
}

export type Visibility = 'private' | 'public'

/** Reads the variables of `.env.example` and the folders of `.aws/`. Every name on AWS is derived from them. */
export function readApp(env: NodeJS.ProcessEnv): App {
  const base = env.APP_NAME || 'docker-cloud'
  const environment = env.ENVIRONMENT || production
  const environments = listEnvironments()
  if (!environments.includes(environment))
    throw new BadInput(
      `there is no environment "${environment}": ${hint(environment, environments, 'the environments are')}; create .aws/environments/<name>.env to add one`,
    )
  const name = environment === production ? base : `${base}-${environment}`
  if (!/^(?!internal-)(?=.{2,32}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    throw new BadInput(
      `APP_NAME${name === base ? '' : ' with ENVIRONMENT'} is "${name}", which cannot name both a load balancer and an ECR repository: use 2 to 32 lower-case letters, digits and single hyphens, and do not start with "internal-"`,
    )
  const services = readServices({ prefix: name, repositories: base })
  checkNames(services, environments)
  const { GITHUB_REPOSITORY_OWNER_ID: ownerId, GITHUB_REPOSITORY_ID: repositoryId } = env
  if (Boolean(ownerId) !== Boolean(repositoryId))
    throw new BadInput(
      `${ownerId ? 'GITHUB_REPOSITORY_ID' : 'GITHUB_REPOSITORY_OWNER_ID'} is not set: set both ids of the GitHub repository (.env.example)`,
    )
  return {
    base,
    name,
    services,
    visibility: readVisibility(env.ECR_VISIBILITY || 'private'),
    pushRole: `${base}-push`,
    deployRole: `${name}-deploy`,
    executionRole: `${name}-execution`,
    loadBalancerGroup: `${name}-load-balancer`,
    environment,
    environments,
    branch: env.RELEASE_BRANCH || 'main',
    repository: readRepository(env.GITHUB_REPOSITORY) ?? originRepository(),
    ownerId: ownerId || undefined,
    repositoryId: repositoryId || undefined,
    tags: { app: name, ...mark, ...(environment !== production && { environment }) },
  }
}

/** Rejects a service of production whose resources would have the names of another environment's. */
function checkNames(services: AppService[], environments: string[]): void {
  for (const { name } of services) {
    const environment = environments.find((one) => name.startsWith(`${one}-`))
    if (environment)
      throw new BadInput(
        `.aws/${name}: a service cannot have the name of the environment ${environment} as its start: their resources would have the same names`,
      )
  }
}

function readRepository(value: string | undefined): string | undefined {
  if (!value || /^[\w.-]+\/[\w.-]+$/.test(value)) return value || undefined
  throw new BadInput(`GITHUB_REPOSITORY is "${value}": it must be <owner>/<name>`)
}

function readVisibility(value: string): Visibility {
  if (value === 'private' || value === 'public') return value
  throw new BadInput(`ECR_VISIBILITY is "${value}": it must be "private" or "public"`)
}

const mark = { 'managed-by': 'docker-cloud' }

/** The app as the owner of its repositories and push role: one image is promoted from one environment to the next. */
export const ownerOfShared = (app: App): App => ({
  ...app,
  tags: { app: app.base, ...mark },
})

/** The environment that creates and deletes what all of them share. */
export const isProduction = ({ base, name }: App): boolean => base === name

/** Checks for the tags that bootstrap gives this app's resources, in any of AWS's forms. */
export const isOurs = ({ tags }: App, found: Tags | undefined) => hasTags(found, tags)

/** Checks for the tag of a resource that bootstrap created and all apps of the account share. */
export const isShared = (found: Tags | undefined) => hasTags(found, mark)

function hasTags(found: Tags = [], desired: Record<string, string>): boolean {
  const given = tagMap(found)
  return Object.entries(desired).every(([key, value]) => given[key] === value)
}

/** The app's tags in the form of ECR, ELB, EC2 and IAM. */
export const tagList = ({ tags }: App) =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))

type Tags =
  | Record<string, string>
  | {
      Key?: string | undefined
      Value?: string | undefined
      key?: string | undefined
      value?: string | undefined
    }[]

/** A resource's tags by key. */
export function tagMap(tags: Tags): Record<string, string | undefined> {
  if (!Array.isArray(tags)) return tags
  return Object.fromEntries(tags.map((tag) => [tag.Key ?? tag.key, tag.Value ?? tag.value]))
}
