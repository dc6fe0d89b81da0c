import { parseArn } from '../../kernel/arn.ts'
import { awsError } from '../../kernel/errors.ts'
import {
  checkIdentityPolicy,
  findPolicy,
  issueSession,
  missingPolicy,
  type RoleRecord,
} from '../iam/public.ts'
import { malformed, policySize } from '../../access/policy.ts'
import type { Scope } from '../../kernel/scope.ts'

/** The account in a role's ARN; `message` is the operation's error for an invalid ARN. */
export function accountOfRole(roleArn: string, message: string): string {
  const arn = parseArn(roleArn)
  if (arn?.service !== 'iam' || !/^\d{12}$/.test(arn.account) || !arn.resource.startsWith('role/'))
    throw awsError('ValidationError', message)
  return arn.account
}

interface Order {
  RoleSessionName: string
  DurationSeconds?: number | undefined
  Policy?: string | undefined
  PolicyArns?: { arn?: string | undefined }[] | undefined
  Tags?: { Key: string; Value: string }[] | undefined
  SourceIdentity?: string | undefined
  federatedProvider?: string | undefined
}

/** Issues the credentials of a role, for the length and with the session policies asked for. */
export function assume(scope: Scope, role: RoleRecord, order: Order) {
  const { RoleSessionName, DurationSeconds = 3600, Policy, PolicyArns = [], Tags = [] } = order
  if (DurationSeconds > role.MaxSessionDuration)
    throw awsError(
      'ValidationError',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    )
  if (Policy !== undefined) checkIdentityPolicy(Policy)
  const policyArns = PolicyArns.flatMap(({ arn }) => arn ?? [])
  const missing = policyArns.find((arn) => !findPolicy(scope, arn))
  if (missing)
    throw missingPolicy(
      missing,
      malformed(`Policy ${missing} does not exist or is not attachable.`),
    )
  const AssumedRoleUser = {
    AssumedRoleId: `${role.RoleId}:${RoleSessionName}`,
    Arn: `arn:aws:sts::${scope.account}:assumed-role/${role.RoleName}/${RoleSessionName}`,
  }
  const Credentials = issueSession(scope, {
    caller: { arn: AssumedRoleUser.Arn, userId: AssumedRoleUser.AssumedRoleId, roleArn: role.Arn },
    durationSeconds: DurationSeconds,
    policy: Policy,
    policyArns,
    tags: Tags,
    federatedProvider: order.federatedProvider,
    sourceIdentity: order.SourceIdentity,
  })
  return { Credentials, AssumedRoleUser, ...packed(order) }
}

/** The size of the session's policies and tags, in per cent of AWS's limit. */
function packed({ Policy = '', Tags = [] }: Order): { PackedPolicySize?: number | undefined } {
  const size =
    policySize(Policy) + Tags.reduce((sum, { Key, Value }) => sum + Key.length + Value.length, 0)
  return size === 0 ? {} : { PackedPolicySize: Math.ceil((size / 4096) * 100) }
}
