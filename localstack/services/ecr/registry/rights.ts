import { awsError } from '../../../kernel/errors.ts'
import { authorizer } from '../../iam/public.ts'
import { onRepository, permissions } from '../permissions.ts'
import { isPublicRegistry, serviceOf } from '../public-registry.ts'
import type { Sender } from './login.ts'

/** The IAM action of a docker client's request, without the service's prefix. */
export type DataAction =
  | 'BatchCheckLayerAvailability'
  | 'BatchDeleteImage'
  | 'BatchGetImage'
  | 'CompleteLayerUpload'
  | 'CreateRepository'
  | 'GetDownloadUrlForLayer'
  | 'InitiateLayerUpload'
  | 'ListImageReferrers'
  | 'ListImages'
  | 'PutImage'
  | 'UploadLayerPart'

/** Rights to pull, which public repositories ask of nobody. */
const pulling: DataAction[] = [
  'BatchGetImage',
  'GetDownloadUrlForLayer',
  'ListImageReferrers',
  'ListImages',
]

interface Named {
  repositoryName: string
  registryId?: string | undefined
}

/** Asks IAM for what a request to the registry does; what it refuses is denied. */
export function checkRegistryPermission(sender: Sender, named: Named, action: DataAction): void {
  const refusal = registryDenial(sender, named, action)
  if (refusal !== undefined) throw awsError('DENIED', refusal)
}

/**
 * IAM's denial of a registry request by the token's caller; undefined if it is allowed:
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html
 */
export function registryDenial(
  { grant: { caller, path }, scope }: Sender,
  { repositoryName, registryId }: Named,
  action: DataAction,
): string | undefined {
  if (path !== undefined || (isPublicRegistry(scope) && pulling.includes(action))) return undefined
  const needed = onRepository(scope, { repositoryName, ...(registryId && { registryId }) })
  const operation = `${serviceOf(scope)}:${action}`
  const permission = { ...needed, action: operation }
  return authorizer.authorize(scope, caller, { permission, table: permissions, operation })?.message
}
