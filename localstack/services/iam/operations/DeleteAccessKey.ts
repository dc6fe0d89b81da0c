import type { DeleteAccessKeyCommandInput, DeleteAccessKeyCommandOutput } from '@aws-sdk/client-iam'
import { requireAccessKey } from '../access-key.ts'
import { iamState } from '../state.ts'
import { requireUserOrCaller } from '../user.ts'
import type { Operation } from '../../service.ts'

export const DeleteAccessKey: Operation<
  DeleteAccessKeyCommandInput,
  DeleteAccessKeyCommandOutput
> = ({ UserName, AccessKeyId }, call) => {
  requireAccessKey(call, requireUserOrCaller(call, UserName), AccessKeyId)
  call.state(iamState).accessKeys.delete(AccessKeyId)
  return {}
}
