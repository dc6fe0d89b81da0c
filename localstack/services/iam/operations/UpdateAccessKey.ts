import type { UpdateAccessKeyCommandInput, UpdateAccessKeyCommandOutput } from '@aws-sdk/client-iam'
import { accessKeyOf } from '../access-key.ts'
import { userOrCaller } from '../user.ts'
import type { Operation } from '../../service.ts'

export const UpdateAccessKey: Operation<
  UpdateAccessKeyCommandInput,
  UpdateAccessKeyCommandOutput
> = ({ UserName, AccessKeyId, Status }, call) => {
  accessKeyOf(call, userOrCaller(call, UserName), AccessKeyId).Status = Status
  return {}
}
