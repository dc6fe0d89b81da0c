import { awsError } from '../../../kernel/errors.ts'
import { authorizer } from '../../iam/public.ts'
import { onRepository, permissions } from '../permissions.ts'
import { isPublicRegistry, serviceOf } from '../public-registry.ts'
import type { Sender } from './login.ts'

/** What a docker client's request would have been as a call, without the service's prefix. */
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
 * What IAM says against a request to the registry, in the name of who got the token; undefined where it says nothing:
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
