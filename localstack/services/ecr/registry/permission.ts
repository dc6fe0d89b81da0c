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
  | 'DescribeRepositories'
  | 'GetDownloadUrlForLayer'
  | 'InitiateLayerUpload'
  | 'ListImageReferrers'
  | 'ListImages'
  | 'PutImage'
  | 'UploadLayerPart'

/** The actions of a pull, which public repositories allow everyone. */
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

/** Rejects a registry request that IAM denies. */
export function checkRegistryPermission(sender: Sender, named: Named, action: DataAction): void {
  const denial = registryDenial(sender, named, action)
  if (denial !== undefined) throw awsError('DENIED', denial)
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
