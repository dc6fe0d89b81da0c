import type { Docker, ImageDetails, RegistryLogin } from '../../docker/index.ts'
import { onRepository } from '../../ecr/actions.ts'
import { findImage, isEcrImage, registryLogin } from '../../ecr/image.ts'
import { AwsError } from '../../errors.ts'
import type { Scope } from '../../operation.ts'
import type { ContainerDefinition, TaskDefinition } from '../task-definition/task-definition.ts'
import type { Agent } from './agent.ts'
import { asExecutionRole } from './execution-role.ts'
import { noResource, TaskFailure } from './failure.ts'
import { routeFor } from './route.ts'
import type { Task } from './task.ts'

export interface PulledImage {
  /** What the engine calls it. */
  reference: string
  digest: string | undefined
}

interface Pulling {
  scope: Scope
  task: Task
  container: ContainerDefinition
  definition: TaskDefinition
}

/** Gets a container's image onto the engine: from this emulator's ECR by digest, else as the engine knows it. */
export async function pullImage(agent: Agent, pulling: Pulling): Promise<PulledImage> {
  const { container, definition } = pulling
  const platform = platformOf(definition)
  const pulled = isEcrImage(container.image)
    ? await pullFromEcr(pulling, platform, agent.emulator.port())
    : await pullPublic(pulling, platform)
  if (architectureOf(pulled.image) !== platform)
    throw cannotPull(
      container,
      7,
      `image Manifest does not contain descriptor matching platform '${platform}'`,
    )
  return { reference: pulled.reference, digest: pulled.digest }
}

interface Pulled {
  reference: string
  digest: string | undefined
  image: ImageDetails
}

async function pullFromEcr(
  { scope, task, container }: Pulling,
  platform: string,
  port: number,
): Promise<Pulled> {
  const login = ecrLogin(scope, task, container)
  const found = findImage(scope, container.image)
  if (!found) throw cannotPull(container, 7, `failed to resolve ref ${container.image}: not found`)
  const host = /^(localhost|127\.0\.0\.1):\d+/.exec(container.image)?.[0] ?? `localhost:${port}`
  const reference = `${host}/${found.path}@${found.digest}`
  const image = await presentOrPulled(scope.docker, reference, () =>
    scope.docker.images.pull(reference, { login, platform }).catch((error: Error) => {
      throw pullError(container, error, platform)
    }),
  )
  return { reference, digest: found.digest, image }
}

/** The login is the execution role's, and so are the rights to the repository. */
function ecrLogin(scope: Scope, task: Task, container: ContainerDefinition): RegistryLogin {
  const login = ecrCall(
    () =>
      asExecutionRole(scope, task, { action: 'ecr:GetAuthorizationToken', resource: '*' }, (who) =>
        registryLogin(scope, who),
      ),
    (why) =>
      noResource(
        `unable to retrieve ecr registry auth: service call has been retried 1 time(s): ${why}`,
      ),
  )
  const found = findImage(scope, container.image)
  const isPublic = found?.path !== found?.repositoryName
  if (!found || isPublic) return login
  const repository = onRepository(scope, found)
  for (const action of ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'])
    ecrCall(
      () => asExecutionRole(scope, task, { ...repository, action }, () => {}),
      (why) => cannotPull(container, 1, `failed to resolve ref ${container.image}: ${why}`),
    )
  return login
}

function ecrCall<T>(call: () => T, failure: (why: string) => TaskFailure): T {
  try {
    return call()
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    throw failure(`${error.code}: ${error.message}`)
  }
}

async function pullPublic({ scope, task, container }: Pulling, platform: string): Promise<Pulled> {
  const { docker } = scope
  checkReachable(scope, task, container)
  const image = await presentOrPulled(docker, container.image, () =>
    docker.images.pull(container.image, { platform }).catch((error: Error) => {
      throw pullError(container, error, platform)
    }),
  )
  return { reference: container.image, digest: image.RepoDigests?.[0]?.split('@')[1], image }
}

/** A public image comes from a host on the internet, also where the engine has it already. */
function checkReachable(scope: Scope, task: Task, container: ContainerDefinition): void {
  const full = canonical(container.image)
  const [, host = '', name, reference] = /^([^/]+)\/([^@]+?)[:@]([^/]+)$/.exec(full) ?? []
  const registry = host === 'docker.io' ? 'registry-1.docker.io' : host
  const { reaches, address } = routeFor(scope, task, registry)
  if (!reaches)
    throw cannotPull(
      container,
      5,
      `failed to resolve ref ${full}: failed to do request: Head "https://${registry}/v2/${name}/manifests/${reference}": dial tcp ${address}:443: i/o timeout`,
    )
}

async function presentOrPulled(
  docker: Docker,
  reference: string,
  pull: () => Promise<void>,
): Promise<ImageDetails> {
  const present = await docker.images.inspect(reference)
  if (present) return present
  await pull()
  const pulled = await docker.images.inspect(reference)
  if (!pulled) throw new Error(`the engine pulled ${reference} and does not have it`)
  return pulled
}

function pullError(
  container: ContainerDefinition,
  { message }: Error,
  platform: string,
): TaskFailure {
  if (/no matching manifest|does not match the specified platform/.test(message))
    return cannotPull(
      container,
      7,
      `image Manifest does not contain descriptor matching platform '${platform}'`,
    )
  const full = canonical(container.image)
  if (/not found|manifest unknown/.test(message))
    return cannotPull(container, 7, `failed to resolve ref ${full}: not found`)
  if (/denied|unauthorized/.test(message))
    return cannotPull(
      container,
      7,
      `failed to resolve ref ${full}: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed`,
    )
  return cannotPull(container, 5, `failed to resolve ref ${full}: failed to do request: ${message}`)
}

const cannotPull = ({ name }: ContainerDefinition, tries: number, why: string) =>
  new TaskFailure(
    `CannotPullContainerError: pull image manifest has been retried ${tries} time(s): ${why}`,
    name,
  )

/** `nginx` is short for `docker.io/library/nginx:latest`. */
function canonical(image: string): string {
  const tagged = /[:@][^/]+$/.test(image) ? image : `${image}:latest`
  const [first = '', ...rest] = tagged.split('/')
  if (rest.length > 0 && /[.:]|^localhost$/.test(first)) return tagged
  return `docker.io/${rest.length === 0 ? 'library/' : ''}${tagged}`
}

const platformOf = ({ runtimePlatform }: TaskDefinition) =>
  runtimePlatform?.cpuArchitecture === 'ARM64' ? 'linux/arm64' : 'linux/amd64'

const architectureOf = ({ Os, Architecture }: ImageDetails) => `${Os}/${Architecture}`
