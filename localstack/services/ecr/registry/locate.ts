import { awsError } from '../../../kernel/errors.ts'
import type { Emulator } from '../../service.ts'
import type { Scope } from '../../../kernel/scope.ts'
import { createOnPush } from '../creation-template.ts'
import { isPublicRegistry, parsePublicPath } from '../public-registry.ts'
import { publicRegion } from '../../../kernel/region.ts'
import type { Sender } from './login.ts'
import { requireRepository } from '../repository.ts'
import { checkRegistryPermission, type DataAction } from './permission.ts'
import { registry } from '../state.ts'
import type { RepositoryRecord } from '../records.ts'

/** The methods with which a push comes to a repository first: an upload's beginning, or a manifest. */
const pushes = ['POST', 'PUT']

interface Place {
  scope: Scope
  repository: RepositoryRecord
  /** The sender of a push; undefined for anonymous reads. */
  sender?: Sender
}

/**
 * Finds the repository a path names. AWS has a host for private registries and one for public ones, which here
 * are two names of one address that clients confuse, so the repository and the sender decide which is meant:
 * - A token of ECR Public opens public repositories alone: the path is `<alias>/<repository>`, and nobody
 *   pushes below the alias of another account.
 * - A private token opens the private repository of that very name. Where there is none, but a public one,
 *   that is read as anybody reads it, and a push to it is not authorized; where there is neither, a push creates
 *   it if a template says so.
 * - Without a login public repositories are read; all else is undefined, to be answered with the challenge.
 */
export function locate(
  emulator: Emulator,
  sender: Sender | undefined,
  {
    name,
    method = 'GET',
    action,
  }: { name: string; method?: string | undefined; action: DataAction },
): Place | undefined {
  const reads = method === 'GET' || method === 'HEAD'
  const found = findPublic(emulator, name)
  if (!sender) return reads ? found : undefined
  const { scope } = sender
  if (isOpenTo(scope, name, found)) {
    if (!reads) throw awsError('DENIED', 'Not Authorized')
    return found
  }
  const { account, repositoryName = name } =
    (isPublicRegistry(scope) && parsePublicPath(name)) || {}
  const named = { repositoryName, registryId: account }
  checkRegistryPermission(sender, named, action)
  const mayCreate = () => checkRegistryPermission(sender, named, 'CreateRepository')
  if (pushes.includes(method))
    emulator.store.transaction(() => createOnPush(scope, repositoryName, mayCreate))
  return { scope, sender, repository: requireRepository(scope, named) }
}

function findPublic(emulator: Emulator, name: string): Place | undefined {
  const path = parsePublicPath(name)
  if (!path) return undefined
  const scope = emulator.scope(path.account, publicRegion)
  const repository = scope.state(registry).repositories.get(path.repositoryName)
  return repository && { scope, repository }
}

/** True if the sender has anonymous access to a public repository only. */
function isOpenTo(scope: Scope, name: string, found: Place | undefined): found is Place {
  if (!found) return false
  return isPublicRegistry(scope)
    ? found.scope.account !== scope.account
    : !scope.state(registry).repositories.has(name)
}
