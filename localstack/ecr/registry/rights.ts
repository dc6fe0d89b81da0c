import { awsError } from '../../errors.ts'
import { authorizeNeed } from '../../iam/authorize.ts'
import { actions as known, onRepository } from '../actions.ts'
import { isPublic, serviceOf } from '../public-registry.ts'
import type { Sender } from './login.ts'

/** What a docker client's request would have been as a call, without the service's prefix. */
export type DataAction =
  | 'BatchCheckLayerAvailability'
  | 'BatchDeleteImage'
  | 'BatchGetImage'
  | 'CompleteLayerUpload'
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

/**
 * Asks IAM for what a request to the registry does, in the name of who got the token:
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html
 */
export function checkRights(
  { grant: { caller }, scope, presigned }: Sender,
  { repositoryName, registryId }: { repositoryName: string; registryId: string | undefined },
  action: DataAction,
): void {
  if (!caller || presigned || (isPublic(scope) && pulling.includes(action))) return
  const needed = onRepository(scope, { repositoryName, ...(registryId && { registryId }) })
  const right = `${serviceOf(scope)}:${action}`
  const need = { ...needed, action: right }
  const refusal = authorizeNeed(scope, caller, { need, actions: known, operation: right })
  if (refusal) throw awsError('DENIED', refusal.message)
}
