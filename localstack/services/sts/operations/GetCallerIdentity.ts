import type {
  GetCallerIdentityCommandInput,
  GetCallerIdentityCommandOutput,
} from '@aws-sdk/client-sts'
import { type Operation, readOnly } from '../../service.ts'

export const GetCallerIdentity: Operation<
  GetCallerIdentityCommandInput,
  GetCallerIdentityCommandOutput
> = readOnly((_input, { caller }) => ({
  Account: caller.account,
  Arn: caller.arn,
  UserId: caller.userId,
}))
