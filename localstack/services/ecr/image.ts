import type { Caller, Scope } from '../../kernel/scope.ts'
import { parsePublicPath } from './public-registry.ts'
import { isRegion, publicRegion } from '../../kernel/region.ts'
import { isPublicHost } from './registry-address.ts'
import { registry } from './state.ts'
import { signToken, tokenLifetime } from './token.ts'
import type { RepositoryRecord } from './records.ts'

const ecrHost =
  /^(?:localhost:\d+|127\.0\.0\.1:\d+|(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?)\//

/**
 * Tells whether an image reference names a private repository, which takes a login and is looked up here rather than
 * pulled blindly. A public one is pulled anonymously.
 */
export const isEcrImage = (reference: string) =>
  ecrHost.test(reference) && !isPublicHost(reference.split('/')[0]!)

export interface FoundImage {
  registryId: string
  region: string
  repositoryName: string
  /** The repository in the registry's paths. */
  path: string
  digest: string
  manifestMediaType: string
}

/** The registry that an image reference names: by AWS's name for it, or the caller's own. */
export function registryScope(scope: Scope, reference: string): Scope | undefined {
  const host = ecrHost.exec(reference)
  if (!host) return undefined
  const [, account = scope.account, region = scope.region] = host
  return isRegion(region) ? scope.inAccount(account, region) : undefined
}

/** Resolves the image reference of a task definition to what it names now; undefined when there is no such image. */
export function findImage(caller: Scope, reference: string): FoundImage | undefined {
  const host = ecrHost.exec(reference)
  const scope = registryScope(caller, reference)
  if (!host || !scope) return undefined
  const [, path = '', tag = 'latest', digest] =
    /^([^:@]+)(?::([^@]+))?(?:@(.+))?$/.exec(reference.slice(host[0].length)) ?? []
  const repository =
    scope.state(registry).repositories.get(path) ??
    (host[1] === undefined ? publicRepository(scope, path) : undefined)
  const image = repository?.images.get(digest ?? repository.tags.get(tag) ?? '')
  return image && repository
    ? {
        registryId: repository.registryId,
        region: scope.region,
        repositoryName: repository.repositoryName,
        path,
        digest: image.digest,
        manifestMediaType: image.mediaType,
      }
    : undefined
}

/** As the registry does, a path that names no private repository is tried as a public one. */
function publicRepository(scope: Scope, path: string): RepositoryRecord | undefined {
  const { account, repositoryName } = parsePublicPath(path) ?? {}
  if (repositoryName === undefined) return undefined
  const { repositories } = scope.inAccount(account!, publicRegion).state(registry)
  return repositories.get(repositoryName)
}

/** The engine's credentials for pulling a task's image as `caller`, the session of the execution role. */
export function registryLogin(
  scope: Scope,
  caller: Caller,
  image: string,
): { username: string; password: string } {
  const expiresAt = new Date(scope.clock.now().getTime() + tokenLifetime)
  const { account, region } = registryScope(scope, image) ?? scope
  return { username: 'AWS', password: signToken(scope, { account, region, caller, expiresAt }) }
}
