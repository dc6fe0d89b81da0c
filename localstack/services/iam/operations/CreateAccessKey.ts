import type {
  AccessKey,
  CreateAccessKeyCommandInput,
  CreateAccessKeyCommandOutput,
} from '@aws-sdk/client-iam'
import { randomBytes } from 'node:crypto'
import { awsError } from '../../../kernel/errors.ts'
import { accessKeysOf, requireKeyOwner } from '../access-key.ts'
import { newAccessKeyId } from '../id.ts'
import { iamState } from '../state.ts'
import type { Operation } from '../../service.ts'
import type { AccessKeyRecord } from '../records.ts'

export const CreateAccessKey: Operation<
  CreateAccessKeyCommandInput,
  CreateAccessKeyCommandOutput
> = (input, call) => {
  const owner = requireKeyOwner(call, input.UserName)
  if (accessKeysOf(call, owner).length >= 2)
    throw awsError('LimitExceededException', 'Cannot exceed quota for AccessKeysPerUser: 2')
  const key: AccessKeyRecord = {
    ...(owner.UserName !== undefined && { UserName: owner.UserName }),
    AccessKeyId: newAccessKeyId('AKIA', call.account),
    SecretAccessKey: randomBytes(30).toString('base64'),
    Status: 'Active',
    CreateDate: call.clock.now(),
  }
  call.state(iamState).accessKeys.set(key.AccessKeyId, key)
  return { AccessKey: key as AccessKey }
}
