import type { InstanceProfile } from '@aws-sdk/client-iam'
import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { roleToListedApi } from './role.ts'
import { iamState, profilesOf } from './state.ts'
import type { InstanceProfileRecord } from './records.ts'

/** The instance profile an operation names, or NoSuchEntity. */
export function requireInstanceProfile(scope: Scope, name: string): InstanceProfileRecord {
  const profile = profilesOf(scope).get(name)
  if (!profile) throw awsError('NoSuchEntityException', `Instance Profile ${name} cannot be found.`)
  return profile
}

/** An instance profile as IAM shows it, with its role. */
export function instanceProfileToApi(
  scope: Scope,
  { RoleName, Tags, ...profile }: InstanceProfileRecord,
): InstanceProfile {
  const role = scope.state(iamState).roles.get(RoleName ?? '')
  return {
    ...profile,
    ...(Tags.length > 0 && { Tags }),
    Roles: role ? [roleToListedApi(role)] : [],
  }
}
