import { accountSetting } from '../account-setting.ts'
import { findContent, holdContent } from '../content.ts'
import { isPublicRegistry } from '../public-registry.ts'
import { registry } from '../state.ts'
import type { RegistryExchange } from './exchange.ts'
import { registryDenial } from './permission.ts'
import type { RepositoryRecord } from '../records.ts'

/**
 * Mounts a blob from another repository of the registry and returns that one; undefined when
 * it must be uploaded, as by who may not read the other one: https://docs.aws.amazon.com/AmazonECR/latest/userguide/blob-mounting.html
 */
export function mountBlob({
  scope,
  sender,
  repository,
  url,
}: RegistryExchange): string | undefined {
  const digest = url.searchParams.get('mount')
  if (digest === null || !sender || isPublicRegistry(scope)) return undefined
  if (accountSetting(scope, 'BLOB_MOUNTING') !== 'ENABLED') return undefined
  const repositoryName = url.searchParams.get('from') ?? ''
  const source = scope.state(registry).repositories.get(repositoryName)
  if (!source || !isEncryptedAlike(source, repository) || !isPartOfAnImage(source, digest))
    return undefined
  if (registryDenial(sender, { repositoryName }, 'GetDownloadUrlForLayer') !== undefined)
    return undefined
  const content = findContent(scope, source, digest)
  if (!content) return undefined
  holdContent(scope, repository, { digest, size: content.size, mediaType: content.mediaType })
  return digest
}

const isEncryptedAlike = (
  { encryptionConfiguration: a }: RepositoryRecord,
  { encryptionConfiguration: b }: RepositoryRecord,
) => a?.encryptionType === b?.encryptionType && a?.kmsKey === b?.kmsKey

/** A blob that no manifest refers to cannot be mounted. */
const isPartOfAnImage = ({ images }: RepositoryRecord, digest: string) =>
  [...images.values()].some(({ layers }) => layers.includes(digest))
