import type { UpdateAccessKeyCommandInput, UpdateAccessKeyCommandOutput } from '@aws-sdk/client-iam'
import { requireAccessKey, requireKeyOwner } from '../access-key.ts'
import type { Operation } from '../../service.ts'

export const UpdateAccessKey: Operation<
  UpdateAccessKeyCommandInput,
  UpdateAccessKeyCommandOutput
> = ({ UserName, AccessKeyId, Status }, call) => {
  requireAccessKey(call, requireKeyOwner(call, UserName), AccessKeyId).Status = Status
  return {}
}
