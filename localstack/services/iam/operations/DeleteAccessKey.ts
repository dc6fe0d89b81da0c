import type { DeleteAccessKeyCommandInput, DeleteAccessKeyCommandOutput } from '@aws-sdk/client-iam'
import { requireAccessKey, requireKeyOwner } from '../access-key.ts'
import { iamState } from '../state.ts'
import type { Operation } from '../../service.ts'

export const DeleteAccessKey: Operation<
  DeleteAccessKeyCommandInput,
  DeleteAccessKeyCommandOutput
> = ({ UserName, AccessKeyId }, call) => {
  requireAccessKey(call, requireKeyOwner(call, UserName), AccessKeyId)
  call.state(iamState).accessKeys.delete(AccessKeyId)
  return {}
}
