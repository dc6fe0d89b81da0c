import type { GetSessionTokenCommandInput, GetSessionTokenCommandOutput } from '@aws-sdk/client-sts'
import { awsError } from '../../../kernel/errors.ts'
import { issueSession } from '../../iam/public.ts'
import type { Operation } from '../../service.ts'

export const GetSessionToken: Operation<
  GetSessionTokenCommandInput,
  GetSessionTokenCommandOutput
> = (input, call) => {
  const { arn, userId, temporary } = call.caller
  if (temporary)
    throw awsError('AccessDenied', 'Cannot call GetSessionToken with session credentials', 403)
  if (input.SerialNumber !== undefined || input.TokenCode !== undefined)
    throw awsError(
      'AccessDenied',
      'MultiFactorAuthentication failed with invalid MFA one time pass code.',
      403,
    )
  const asked = input.DurationSeconds ?? 43_200
  const durationSeconds = arn.endsWith(':root') ? Math.min(asked, 3600) : asked
  return { Credentials: issueSession(call, { caller: { arn, userId }, durationSeconds }) }
}
