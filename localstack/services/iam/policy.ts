import type { Policy } from '@aws-sdk/client-iam'
import { type AwsError, awsError, notImplemented } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { findAwsPolicy, isAwsPolicyName, type PolicyHead, versionNumber } from './aws-policies.ts'
import { iamState } from './state.ts'
import type { PolicyRecord, PolicyVersionRecord } from './records.ts'
import { countUses, type Uses } from './policy-uses.ts'

/** Finds a managed policy by ARN, the account's own or AWS's. */
export const findPolicy = (scope: Scope, arn: string): PolicyRecord | undefined =>
  scope.state(iamState).policies.get(arn) ?? findAwsPolicy(arn)

/** The managed policy an operation names, or NoSuchEntity. */
export function requirePolicy(scope: Scope, arn: string): PolicyRecord {
  const policy = findPolicy(scope, checkedPolicyArn(arn))
  if (!policy) throw missingPolicy(arn, noSuchEntity(`Policy ${arn} was not found.`))
  return policy
}

/** The account's own managed policy that an operation changes; AWS's cannot be changed. */
export function requireCustomerPolicy(scope: Scope, arn: string): PolicyRecord {
  const policy = requirePolicy(scope, arn)
  if (!scope.state(iamState).policies.has(arn))
    throw awsError(
      'AccessDenied',
      `Policies defined by AWS cannot be changed: ${policy.Arn} is AWS's own.`,
      403,
    )
  return policy
}

/** The managed policy an operation attaches, or AWS's error. */
export function requireAttachablePolicy(scope: Scope, arn: string): PolicyRecord {
  const policy = findPolicy(scope, checkedPolicyArn(arn))
  if (!policy)
    throw missingPolicy(arn, noSuchEntity(`Policy ${arn} does not exist or is not attachable.`))
  if (policy.Path.startsWith('/aws-service-role/'))
    throw awsError(
      'PolicyNotAttachableException',
      'Cannot attach a Service Role Policy to a Customer Role.',
    )
  return policy
}

/**
 * The error for a policy that is not here: AWS's, unless AWS may have made the policy since the data here was made.
 * A name that AWS has below another path (`service-role/`) is certain not to be in this one.
 */
export function missingPolicy(arn: string, error: AwsError): AwsError {
  const name = /^arn:aws:iam::aws:policy\/(?:[^/]+\/)*([\w+=,.@-]+)$/.exec(arn)?.[1]
  return name === undefined || isAwsPolicyName(name)
    ? error
    : notImplemented(`${arn}: it is not among AWS's policies of May 2026, but AWS may have it`)
}

const noSuchEntity = (message: string) => awsError('NoSuchEntityException', message)

/** The ARN of a policy, or AWS's error for what is none. */
export function checkedPolicyArn(arn: string): string {
  if (!arn.startsWith('arn:'))
    throw awsError('ValidationError', 'Invalid ARN:  Could not be parsed!')
  if (!/^arn:aws:iam::(\d{12}|aws):policy\/[\x21-\x7E]+$/.test(arn))
    throw awsError('InvalidInputException', `ARN ${arn} is not valid.`)
  return arn
}

/** The version an operation names, or NoSuchEntity. Of AWS's policies the default version is here alone. */
export function requirePolicyVersion(policy: PolicyRecord, versionId: string): PolicyVersionRecord {
  const { Arn, versions, nextVersion } = policy
  const version = versions.get(versionId)
  if (version) return version
  if (Arn.startsWith('arn:aws:iam::aws:') && versionNumber(versionId) < nextVersion)
    throw notImplemented(`version ${versionId} of ${Arn}, only its default version`)
  throw noSuchEntity(`Policy ${Arn} version ${versionId} does not exist or is not attachable.`)
}

/** A policy as GetPolicy shows it. */
export const policyToApi = (scope: Scope, policy: PolicyRecord): Policy => ({
  ...policyToListedApi(policy, countUses(scope)),
  ...(policy.Description !== undefined && { Description: policy.Description }),
  Tags: policy.Tags,
})

/** A policy as ListPolicies shows it, without tags and description. */
export function policyToListedApi(policy: PolicyHead, uses: Uses): Policy {
  const { PolicyName, PolicyId, Arn, Path, DefaultVersionId, CreateDate, UpdateDate } = policy
  return {
    PolicyName,
    PolicyId,
    Arn,
    Path,
    DefaultVersionId,
    ...uses(Arn),
    IsAttachable: true,
    CreateDate,
    UpdateDate,
  }
}
