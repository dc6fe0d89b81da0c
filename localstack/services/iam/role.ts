import type { Role as AwsRole } from '@aws-sdk/client-iam'
import { parseArn } from '../../kernel/arn.ts'
import { type AwsError, awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { Identity } from './identity.ts'
import { urlEncoded } from '../../access/policy.ts'
import { iamState } from './state.ts'

export interface Role extends Identity {
  RoleName: string
  RoleId: string
  Description?: string
  MaxSessionDuration: number
  /** The trust policy, as written. */
  trustPolicy: string
  /** The service whose service-linked role this is. */
  linkedService?: string
}

/** Finds a role by name or ARN in the scope's account, for whoever passes a role on (ECS, STS). */
export function findRole(scope: Scope, nameOrArn: string): Role | undefined {
  const { roles } = scope.state(iamState)
  const arn = parseArn(nameOrArn)
  if (!arn) return roles.get(nameOrArn)
  const role = roles.get(arn.resource.split('/').at(-1)!)
  return role?.Arn === nameOrArn ? role : undefined
}

/** The role an operation names, or AWS's NoSuchEntity. */
export function roleNamed(scope: Scope, name: string): Role {
  const role = scope.state(iamState).roles.get(name)
  if (!role) throw noSuchRole(name)
  return role
}

/** The role an operation may change: service-linked roles are AWS's own. */
export function modifiableRole(scope: Scope, name: string): Role {
  const role = roleNamed(scope, name)
  if (role.linkedService)
    throw awsError(
      'UnmodifiableEntityException',
      `Cannot perform the operation on the protected role '${name}' - this role is only modifiable by AWS`,
    )
  return role
}

export const noSuchRole = (name: string): AwsError =>
  awsError('NoSuchEntityException', `The role with name ${name} cannot be found.`)

/** A role as GetRole shows it; ListRoles leaves out tags, boundary and last use. */
export function describeRole(role: Role): AwsRole {
  return {
    ...listedRole(role),
    ...(role.Tags.length > 0 && { Tags: role.Tags }),
    ...(role.PermissionsBoundary && { PermissionsBoundary: role.PermissionsBoundary }),
    RoleLastUsed: {},
  }
}

/** A role as ListRoles shows it. */
export function listedRole(role: Role): AwsRole {
  const { Path, RoleName, RoleId, Arn, CreateDate, Description, MaxSessionDuration } = role
  const AssumeRolePolicyDocument = urlEncoded(role.trustPolicy)
  return {
    Path,
    RoleName,
    RoleId,
    Arn,
    CreateDate,
    AssumeRolePolicyDocument,
    Description,
    MaxSessionDuration,
  }
}
