import { originRepository } from './git.ts'

/** The emulator of `npm run rehearse`: compose.yaml publishes this port. */
export const rehearsalEndpoint = 'http://localhost:4566'

/** The variables that select AWS or an endpoint. */
const selecting = [
  'AWS_ENDPOINT_URL',
  'AWS_ACCESS_KEY_ID',
  'AWS_PROFILE',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
]

const defaultRegion = 'us-east-1'

/** Stand for the ids of the repository on GitHub in a rehearsal. */
const rehearsalIds = { ownerId: '1001', repositoryId: '2002' }

/**
 * Returns the environment in which a verb runs. Unless a variable selects AWS or an endpoint, it is
 * the rehearsal's: a default profile on this machine is never used.
 */
export function environmentOf(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  if (selecting.some((name) => env[name])) return env
  return rehearsalEnvironment(env)
}

/** The rehearsal's environment: the emulator's administrator, without the user's AWS settings and other registries. */
export function rehearsalEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const region = env.AWS_REGION || env.AWS_DEFAULT_REGION || defaultRegion
  const others = Object.entries(env).filter(([name]) => !name.startsWith('AWS_'))
  return {
    ...Object.fromEntries(others),
    // Empty, so that no verb reads it from `.env` again.
    REGISTRIES: '',
    GITHUB_REPOSITORY: env.GITHUB_REPOSITORY || originRepository() || 'local/docker-cloud',
    GITHUB_REPOSITORY_OWNER_ID: env.GITHUB_REPOSITORY_OWNER_ID || rehearsalIds.ownerId,
    GITHUB_REPOSITORY_ID: env.GITHUB_REPOSITORY_ID || rehearsalIds.repositoryId,
    AWS_ENDPOINT_URL: rehearsalEndpoint,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
  }
}
