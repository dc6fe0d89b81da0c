import type { UpdateAccessKeyCommandInput, UpdateAccessKeyCommandOutput } from '@aws-sdk/client-iam'
import { requireAccessKey } from '../access-key.ts'
import { requireUserOrCaller } from '../user.ts'
import type { Operation } from '../../service.ts'

export const UpdateAccessKey: Operation<
  UpdateAccessKeyCommandInput,
  UpdateAccessKeyCommandOutput
> = ({ UserName, AccessKeyId, Status }, call) => {
  requireAccessKey(call, requireUserOrCaller(call, UserName), AccessKeyId).Status = Status
  return {}
}
