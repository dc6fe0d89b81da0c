import type { Scope } from '../../../kernel/scope.ts'
import type { ContainerDefinitionRecord, TaskRecord } from '../records.ts'
import { TaskFailure } from './failure.ts'
import { routeFor } from './route.ts'

/** A pull of an image for a container of a task. */
export interface Pulling {
  scope: Scope
  task: TaskRecord
  container: ContainerDefinitionRecord
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html */
export const cannotPull = ({ container }: Pulling, why: string) =>
  new TaskFailure(`CannotPullContainerError: ${why}`, container.name)

/** Failure to get the manifest, with the number of attempts. */
export const noManifest = (pulling: Pulling, tries: number, why: string) =>
  cannotPull(pulling, `pull image manifest has been retried ${tries} time(s): ${why}`)

export const notFound = (pulling: Pulling) =>
  noManifest(pulling, 7, `failed to resolve ref ${canonical(pulling.container.image)}: not found`)

/** `nginx` is short for `docker.io/library/nginx:latest`. */
export function canonical(image: string): string {
  const tagged = /[:@][^/]+$/.test(image) ? image : `${image}:latest`
  const [first = '', ...rest] = tagged.split('/')
  if (rest.length > 0 && /[.:]|^localhost$/.test(first)) return tagged
  return `docker.io/${rest.length === 0 ? 'library/' : ''}${tagged}`
}

/** The host name of an image's registry, on AWS or the internet. ECR Public has this machine's address here. */
export function registryOf(image: string): string {
  const [host = ''] = canonical(image).split('/')
  if (host.startsWith('127.0.0.1:')) return 'public.ecr.aws'
  return host === 'docker.io' ? 'registry-1.docker.io' : host
}

/**
 * Checks that a task can reach the registry of its image, even if Docker has the image already. `service`
 * is the name of the registry's endpoint, where a VPC can have one.
 */
export function checkRegistry(pulling: Pulling, host: string, service = host): void {
  const { scope, task, container } = pulling
  const full = canonical(container.image)
  const [, name, tag, digest] = /^[^/]+\/([^:@]+)(?::([^@]+))?(?:@(.+))?$/.exec(full) ?? []
  const { reaches, address } = routeFor(scope, task, service)
  if (reaches) return
  const manifest = `https://${host}/v2/${name}/manifests/${digest ?? tag}`
  throw noManifest(
    pulling,
    5,
    `failed to resolve ref ${full}: failed to do request: Head "${manifest}": dial tcp ${address}:443: i/o timeout`,
  )
}
