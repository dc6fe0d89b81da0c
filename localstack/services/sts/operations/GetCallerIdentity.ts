import type {
  GetCallerIdentityCommandInput,
  GetCallerIdentityCommandOutput,
} from '@aws-sdk/client-sts'
import type { Operation } from '../../service.ts'

export const GetCallerIdentity: Operation<
  GetCallerIdentityCommandInput,
  GetCallerIdentityCommandOutput
> = (_input, { caller }) => ({ Account: caller.account, Arn: caller.arn, UserId: caller.userId })
