import type { AssumeRoleCommandInput, AssumeRoleCommandOutput } from '@aws-sdk/client-sts'
import { awsError } from '../../../kernel/errors.ts'
import { callerKeys } from '../../../access/context.ts'
import { principalsOf } from '../../../access/principal.ts'
import { directory, findRole, isTrusted } from '../../iam/public.ts'
import type { Operation } from '../../service.ts'
import { accountOfRole, assume } from '../assumption.ts'
import { assumeActions, assumeKeys } from '../assume-role-keys.ts'
import { checkSessionTags } from '../session-tags.ts'

export const AssumeRole: Operation<AssumeRoleCommandInput, AssumeRoleCommandOutput> = (
  input,
  call,
) => {
  if (input.SerialNumber !== undefined || input.TokenCode !== undefined)
    throw awsError(
      'AccessDenied',
      'MultiFactorAuthentication failed with invalid MFA one time pass code.',
      403,
    )
  const scope = call.inAccount(accountOfRole(input.RoleArn, `${input.RoleArn} is invalid`))
  const role = findRole(scope, input.RoleArn)
  const keys = { ...callerKeys(directory.knownCaller(call, call.caller)), ...assumeKeys(input) }
  const principals = principalsOf(call.caller).principals
  const denied = assumeActions(input).find(
    (action) => !isTrusted(scope, role, { action, principals, keys }),
  )
  if (!role || denied)
    throw awsError(
      'AccessDenied',
      `User: ${call.caller.arn} is not authorized to perform: ${denied} on resource: ${input.RoleArn}`,
      403,
    )
  if (call.caller.temporary && (input.DurationSeconds ?? 0) > 3600)
    throw awsError(
      'ValidationError',
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    )
  checkSessionTags(input)
  const { SourceIdentity } = input
  return { ...assume(scope, role, input), ...(SourceIdentity !== undefined && { SourceIdentity }) }
}
