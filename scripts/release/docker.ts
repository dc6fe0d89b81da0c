import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr'
import { GetAuthorizationTokenCommand as GetPublicTokenCommand } from '@aws-sdk/client-ecr-public'
import type { Context } from './context.ts'
import { type ComposeProject, composeWith, readProject } from './compose.ts'
import type { Release } from './git.ts'
import { run } from './run.ts'
import type { AppService } from './services.ts'

export interface Build {
  /** The image's name with its tag. */
  name: string
  release: Release
  platform: string
}

/**
 * Builds the image of a service as `docker compose build` does, under another name. The build gets
 * VERSION and REVISION as arguments. Its output is transient; the last lines are in the error if it fails.
 */
export async function buildImage(
  { progress }: Context,
  service: AppService,
  { name, release, platform }: Build,
): Promise<void> {
  const project = await readProject()
  const { build } = requireBuild(project, service)
  const args = { ...build.args, VERSION: release.version, REVISION: release.revision }
  const { tags: _, ...rest } = build
  const services = { [service.name]: { image: name, platform, build: { ...rest, args } } }
  await composeWith({ ...project, services }, ['build', service.name], { onLine: progress }).catch(
    (cause: Error) => {
      throw new Error(`the image of ${service.name} could not be built`, { cause })
    },
  )
}

/** Finds the build of a service in `compose.yaml`. */
function requireBuild({ services }: ComposeProject, { name }: AppService) {
  const { build } = services[name] ?? {}
  if (build) return { build }
  const builds = Object.keys(services).filter((other) => services[other]!.build)
  throw new Error(
    `compose.yaml has no service '${name}' with a build, which .aws/${name} releases; it has ${builds.join(', ')}`,
  )
}

/**
 * Pushes an image with a Docker configuration of its own. The user's configuration and credential
 * store are neither read nor changed.
 */
export async function pushImage(context: Context, name: string): Promise<void> {
  const config = await mkdtemp(join(tmpdir(), 'docker-cloud-login-'))
  try {
    await logIn(context, config, name.split('/')[0]!)
    await run('docker', ['--config', config, 'push', name], { onLine: context.progress })
  } catch (cause) {
    throw new Error(`the image could not be pushed: ${adviceOn(cause as Error)}`, { cause })
  } finally {
    await rm(config, { recursive: true })
  }
}

/** The fix for a registry's error, by its message. */
const advice: [message: RegExp, fix: string][] = [
  [
    /denied: .* is not authorized/,
    'if .aws/policies has changed, an administrator has to run `npm run bootstrap`',
  ],
  [/name unknown: /, 'run `npm run bootstrap` first'],
  [/tag invalid: /, 'another push of this commit came first; run this again to use its image'],
]

const adviceOn = ({ message }: Error) =>
  advice.find(([pattern]) => pattern.test(message))?.[1] ??
  'run this again when the registry answers'

async function logIn(context: Context, config: string, registry: string) {
  const token = await authorizationToken(context)
  const [username, password] = Buffer.from(token, 'base64').toString().split(':')
  await run(
    'docker',
    ['--config', config, 'login', '--username', username!, '--password-stdin', registry],
    { input: password! },
  )
}

async function authorizationToken({ aws, app }: Context): Promise<string> {
  if (app.visibility === 'public') {
    const { authorizationData } = await aws.ecrPublic.send(new GetPublicTokenCommand())
    return authorizationData!.authorizationToken!
  }
  const { authorizationData } = await aws.ecr.send(new GetAuthorizationTokenCommand())
  return authorizationData![0]!.authorizationToken!
}
