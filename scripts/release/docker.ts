import { type BuildInputs, inputsLabel } from '../build/inputs.ts'
import { type ComposeProject, composeWith } from './compose.ts'
import type { Context } from './context.ts'
import type { Release } from './git.ts'
import { run, succeeds } from './run.ts'

export interface Build {
  project: ComposeProject
  /** The service of the project to build. */
  service: string
  /** The image's name with its tag. */
  name: string
  release: Release
  /** For a build that names no platforms itself. */
  platform: string
  inputs: BuildInputs
  /** Docker's configuration with a login to ECR, where base images may be too. */
  env?: NodeJS.ProcessEnv
}

/**
 * Builds the image of a service as `docker compose build` does, under another name. The build gets
 * VERSION and REVISION as arguments. Its output is transient; the last lines are in the error if it fails.
 */
export async function buildImage({ progress }: Context, build: Build): Promise<void> {
  const options = { onLine: progress, env: build.env }
  await composeWith(projectOf(build), ['build', build.service], options).catch(failedBuild(build))
}

/** Builds an image again, from the cache, in a builder that keeps it from the engine, and pushes it. */
async function pushFromBuilder({ progress }: Context, build: Build): Promise<void> {
  const options = { onLine: progress, env: build.env }
  await composeWith(projectOf(build), ['build', '--push', build.service], options)
}

/** The project with the release's name for the image. Other services are there as contexts of the build. */
function projectOf({ project, service, name, release, platform, inputs }: Build): ComposeProject {
  const { tags: _, ...build } = project.services[service]!.build!
  const args = { ...build.args, VERSION: release.version, REVISION: release.revision }
  const labels = { ...build.labels, [inputsLabel]: JSON.stringify(inputs) }
  const others = Object.entries(project.services).flatMap(([other, { build }]) =>
    build && other !== service ? [[other, { build }] as const] : [],
  )
  return {
    ...project,
    services: {
      ...Object.fromEntries(others),
      [service]: {
        image: name,
        ...(!build.platforms && { platform }),
        build: { ...build, args, labels },
      },
    },
  }
}

const failedBuild =
  ({ service }: Build) =>
  (cause: Error) => {
    throw new Error(`the image of ${service} could not be built`, { cause })
  }

/** Pushes an image that was built, from the engine or from the builder that has it. */
export async function pushImage(context: Context, build: Build): Promise<void> {
  const { name, env } = build
  const pushed = (await isOnEngine(name))
    ? run('docker', ['push', name], { env, onLine: context.progress })
    : pushFromBuilder(context, build)
  await pushed.catch(failedPush)
}

/** A builder of its own does not load an image index into the engine. */
export const isOnEngine = (name: string): Promise<boolean> =>
  succeeds('docker', 'image', 'inspect', name)

export function failedPush(cause: Error): never {
  throw new Error('the image could not be pushed', { cause })
}
