import type { Policy } from '@aws-sdk/client-iam'
import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { awsPolicies } from './aws-policies.ts'
import { iamState, iamGroupsOf } from './state.ts'
import type { PolicyRecord, PolicyVersionRecord } from './records.ts'

/** Finds a managed policy by ARN, the account's own or AWS's. */
export const findPolicy = (scope: Scope, arn: string): PolicyRecord | undefined =>
  scope.state(iamState).policies.get(arn) ?? awsPolicies().get(arn)

/** The managed policy an operation names, or NoSuchEntity. */
export function requirePolicy(scope: Scope, arn: string): PolicyRecord {
  const policy = findPolicy(scope, checkedArn(arn))
  if (!policy) throw awsError('NoSuchEntityException', `Policy ${arn} was not found.`)
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
  const policy = findPolicy(scope, checkedArn(arn))
  if (!policy) {
    if (arn.startsWith('arn:aws:iam::aws:'))
      scope.log(
        'iam',
        `${arn} may exist on AWS; the emulator has ${awsPolicies().size} of AWS's policies`,
      )
    throw awsError('NoSuchEntityException', `Policy ${arn} does not exist or is not attachable.`)
  }
  if (policy.Path.startsWith('/aws-service-role/'))
    throw awsError(
      'PolicyNotAttachableException',
      'Cannot attach a Service Role Policy to a Customer Role.',
    )
  return policy
}

function checkedArn(arn: string): string {
  if (!/^arn:aws:iam::(\d{12}|aws):policy\/[\x21-\x7E]+$/.test(arn))
    throw awsError('InvalidInputException', `ARN ${arn} is not valid.`)
  return arn
}

/** The version an operation names, or NoSuchEntity. */
export function requirePolicyVersion(policy: PolicyRecord, versionId: string): PolicyVersionRecord {
  const version = policy.versions.get(versionId)
  if (!version)
    throw awsError(
      'NoSuchEntityException',
      `Policy ${policy.Arn} version ${versionId} does not exist or is not attachable.`,
    )
  return version
}

/** The roles, users and groups a managed policy is attached to. */
export function attachmentsOf(scope: Scope, arn: string) {
  const { roles, users } = scope.state(iamState)
  return {
    groups: [...iamGroupsOf(scope).values()].filter(({ attachedPolicies }) =>
      attachedPolicies.has(arn),
    ),
    roles: [...roles.values()].filter(({ attachedPolicies }) => attachedPolicies.has(arn)),
    users: [...users.values()].filter(({ attachedPolicies }) => attachedPolicies.has(arn)),
  }
}

/** A policy as GetPolicy shows it; ListPolicies leaves out tags and description. */
export function policyToApi(scope: Scope, policy: PolicyRecord): Policy {
  const { Description, Tags } = policy
  return {
    ...policyToListedApi(scope, policy),
    ...(Description !== undefined && { Description }),
    ...(Tags.length > 0 && { Tags }),
  }
}

/** A policy as ListPolicies shows it. */
export function policyToListedApi(scope: Scope, policy: PolicyRecord): Policy {
  const { PolicyName, PolicyId, Arn, Path, DefaultVersionId, CreateDate, UpdateDate } = policy
  const { roles, users, groups } = attachmentsOf(scope, Arn)
  const bounded = [...scope.state(iamState).roles.values()].filter(
    ({ PermissionsBoundary }) => PermissionsBoundary?.PermissionsBoundaryArn === Arn,
  )
  return {
    PolicyName,
    PolicyId,
    Arn,
    Path,
    DefaultVersionId,
    AttachmentCount: roles.length + users.length + groups.length,
    PermissionsBoundaryUsageCount: bounded.length,
    IsAttachable: true,
    CreateDate,
    UpdateDate,
  }
}
