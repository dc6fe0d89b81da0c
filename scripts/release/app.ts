import { originRepository } from './git.ts'

/** What is released: its name, from which everything on AWS is named, and the GitHub side of it. */
export interface App {
  name: string
  /** Which of the account's registries has the image. */
  visibility: Visibility
  logGroup: string
  /** Pushes images and nothing else; what deploys cannot push. */
  pushRole: string
  deployRole: string
  executionRole: string
  taskRole: string
  loadBalancerGroup: string
  serviceGroup: string
  /** GitHub's environment, which a deployment's OIDC token names. */
  environment: string
  /** The branch that is released, which the token of the job that pushes names. */
  branch: string
  /** `owner/name` on GitHub; undefined where neither the environment nor git says. */
  repository: string | undefined
  ownerId: string | undefined
  repositoryId: string | undefined
  /** Marks what bootstrap made, so that destroy takes that and nothing else. */
  tags: Record<string, string>
}

export type Visibility = 'private' | 'public'

/** Reads what `.env.example` documents; every name is derived here and nowhere else. */
export function readApp(env: NodeJS.ProcessEnv): App {
  const name = env.APP_NAME || 'docker-cloud'
  if (!/^(?!internal-)(?=.{2,32}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    throw new Error(
      `APP_NAME is "${name}", which cannot name both a load balancer and an ECR repository: use 2 to 32 lower-case letters, digits and single hyphens, and no "internal-" in front`,
    )
  return {
    name,
    visibility: readVisibility(env.ECR_VISIBILITY || 'private'),
    logGroup: `/ecs/${name}`,
    pushRole: `${name}-push`,
    deployRole: `${name}-deploy`,
    executionRole: `${name}-execution`,
    taskRole: `${name}-task`,
    loadBalancerGroup: `${name}-load-balancer`,
    serviceGroup: `${name}-service`,
    environment: env.ENVIRONMENT || 'production',
    branch: env.RELEASE_BRANCH || 'main',
    repository: readRepository(env.GITHUB_REPOSITORY) ?? originRepository(),
    ownerId: env.GITHUB_REPOSITORY_OWNER_ID || undefined,
    repositoryId: env.GITHUB_REPOSITORY_ID || undefined,
    tags: { app: name, ...mark },
  }
}

function readRepository(value: string | undefined): string | undefined {
  if (!value || /^[\w.-]+\/[\w.-]+$/.test(value)) return value || undefined
  throw new Error(`GITHUB_REPOSITORY is "${value}": it is <owner>/<name>`)
}

function readVisibility(value: string): Visibility {
  if (value === 'private' || value === 'public') return value
  throw new Error(`ECR_VISIBILITY is "${value}": it is "private" or "public"`)
}

const mark = { 'managed-by': 'docker-cloud' }

/** Whether tags, in whichever of AWS's forms, are those that bootstrap gives for this app. */
export const isOurs = ({ tags }: App, found: Tags | undefined) => hasTags(found, tags)

/** Whether bootstrap made a thing that all apps of an account share. */
export const isShared = (found: Tags | undefined) => hasTags(found, mark)

function hasTags(found: Tags = [], desired: Record<string, string>): boolean {
  const given = tagMap(found)
  return Object.entries(desired).every(([key, value]) => given[key] === value)
}

/** The app's tags in the form of ECR, ELB, EC2 and IAM. */
export const tagList = ({ tags }: App) =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))

type Tags =
  Record<string, string> | { Key?: string; Value?: string; key?: string; value?: string }[]

function tagMap(tags: Tags): Record<string, string | undefined> {
  if (!Array.isArray(tags)) return tags
  return Object.fromEntries(tags.map((tag) => [tag.Key ?? tag.key, tag.Value ?? tag.value]))
}
