import type { Docker, ImageDetails } from '../../../docker/index.ts'
import { isEcrImage } from '../../ecr/public.ts'
import type { Emulator } from '../../service.ts'
import type { TaskDefinitionRecord } from '../records.ts'
import type { Agent } from './agent.ts'
import { type EcrLogin, findPullable } from './ecr-pull.ts'
import type { TaskFailure } from './failure.ts'
import { ownRegistry } from './own-registry.ts'
import {
  canonical,
  checkRegistry,
  noManifest,
  notFound,
  type Pulling,
  registryOf,
} from './registry.ts'

export interface PulledImage {
  /** Docker's name of the image. */
  reference: string
  digest: string | undefined
  /** The paths of its `VOLUME` instructions. */
  volumes: string[]
}

interface PullingFor extends Pulling {
  definition: TaskDefinitionRecord
  /** Set if the task has an image of ECR. */
  login: EcrLogin | undefined
}

/** Pulls a container's image: from this emulator's ECR by digest, otherwise by its name. */
export async function pullImage(agent: Agent, pulling: PullingFor): Promise<PulledImage> {
  const platform = platformOf(pulling.definition)
  const pulled = isEcrImage(pulling.container.image)
    ? await pullFromEcr(agent.emulator, pulling, platform)
    : await pullPublic(agent.emulator, pulling, platform)
  if (architectureOf(pulled.image) !== platform) throw noPlatform(pulling, platform)
  const { reference, digest, image } = pulled
  return { reference, digest, volumes: Object.keys(image.Config?.Volumes ?? {}) }
}

interface Pulled {
  reference: string
  digest: string | undefined
  image: ImageDetails
}

async function pullFromEcr(
  emulator: Emulator,
  pulling: PullingFor,
  platform: string,
): Promise<Pulled> {
  const { docker } = emulator
  const found = findPullable(pulling)
  const host = await ownRegistry(emulator, pulling.container.image)
  const reference = `${host}/${found.path}@${found.digest}`
  const login = pulling.login?.(pulling.container.image)
  const image = await presentOrPulled(docker, reference, () =>
    docker.images.pull(reference, { login, platform }).catch((error: Error) => {
      throw pullError(pulling, error, platform)
    }),
  )
  return { reference, digest: found.digest, image }
}

async function pullPublic(
  { docker }: Emulator,
  pulling: Pulling,
  platform: string,
): Promise<Pulled> {
  const reference = pulling.container.image
  checkRegistry(pulling, registryOf(reference))
  const image = await presentOrPulled(docker, reference, () =>
    docker.images.pull(reference, { platform }).catch((error: Error) => {
      throw pullError(pulling, error, platform)
    }),
  )
  return { reference, digest: digestOf(image, reference), image }
}

/** Finds the digest of an image in its own repository. Docker lists one per repository, and none for an image that was only built. */
function digestOf({ RepoDigests }: ImageDetails, reference: string): string | undefined {
  const repository = repositoryOf(reference)
  return RepoDigests?.find((known) => repositoryOf(known) === repository)?.split('@')[1]
}

const repositoryOf = (image: string) => canonical(image).replace(/(:[^:/@]+)?(@.+)?$/, '')

async function presentOrPulled(
  docker: Docker,
  reference: string,
  pull: () => Promise<void>,
): Promise<ImageDetails> {
  const present = await docker.images.inspect(reference)
  if (present) return present
  await pull()
  const pulled = await docker.images.inspect(reference)
  if (!pulled) throw new Error(`Docker pulled ${reference} but does not have it`)
  return pulled
}

function pullError(pulling: Pulling, { message }: Error, platform: string): TaskFailure {
  if (/no matching manifest|does not match the specified platform/.test(message))
    return noPlatform(pulling, platform)
  if (/not found|manifest unknown|name unknown/.test(message)) return notFound(pulling)
  const resolving = `failed to resolve ref ${canonical(pulling.container.image)}`
  if (/denied|unauthorized/.test(message))
    return noManifest(
      pulling,
      7,
      `${resolving}: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed`,
    )
  return noManifest(pulling, 5, `${resolving}: failed to do request: ${message}`)
}

const noPlatform = (pulling: Pulling, platform: string) =>
  noManifest(
    pulling,
    7,
    `image Manifest does not contain descriptor matching platform '${platform}'`,
  )

const platformOf = ({ runtimePlatform }: TaskDefinitionRecord) =>
  runtimePlatform?.cpuArchitecture === 'ARM64' ? 'linux/arm64' : 'linux/amd64'

const architectureOf = ({ Os, Architecture }: ImageDetails) => `${Os}/${Architecture}`
