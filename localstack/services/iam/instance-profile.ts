import type { InstanceProfile as AwsInstanceProfile, Tag } from '@aws-sdk/client-iam'
import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { defineState } from '../../kernel/store.ts'
import { listedRole } from './role.ts'
import { iamState } from './state.ts'

/** What hands a role to an EC2 instance. */
export interface InstanceProfile {
  InstanceProfileName: string
  InstanceProfileId: string
  Arn: string
  Path: string
  CreateDate: Date
  Tags: Tag[]
  /** AWS allows one. */
  RoleName?: string
}

const profileState = defineState({
  name: 'iam.instance-profiles',
  per: 'account',
  initial: () => new Map<string, InstanceProfile>(),
})

/** An account's instance profiles by name. */
export const profilesOf = (scope: Scope): Map<string, InstanceProfile> => scope.state(profileState)

/** The instance profile an operation names, or AWS's NoSuchEntity. */
export function profileNamed(scope: Scope, name: string): InstanceProfile {
  const profile = profilesOf(scope).get(name)
  if (!profile) throw awsError('NoSuchEntityException', `Instance Profile ${name} cannot be found.`)
  return profile
}

/** An instance profile as IAM shows it, with its role. */
export function describeProfile(
  scope: Scope,
  { RoleName, Tags, ...profile }: InstanceProfile,
): AwsInstanceProfile {
  const role = scope.state(iamState).roles.get(RoleName ?? '')
  return { ...profile, ...(Tags.length > 0 && { Tags }), Roles: role ? [listedRole(role)] : [] }
}
