import type { DeleteAccessKeyCommandInput, DeleteAccessKeyCommandOutput } from '@aws-sdk/client-iam'
import { accessKeyOf } from '../access-key.ts'
import { iamState } from '../state.ts'
import { userOrCaller } from '../user.ts'
import type { Operation } from '../../service.ts'

export const DeleteAccessKey: Operation<
  DeleteAccessKeyCommandInput,
  DeleteAccessKeyCommandOutput
> = ({ UserName, AccessKeyId }, call) => {
  accessKeyOf(call, userOrCaller(call, UserName), AccessKeyId)
  call.state(iamState).accessKeys.delete(AccessKeyId)
  return {}
}
