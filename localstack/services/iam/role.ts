import type { Role } from '@aws-sdk/client-iam'
import { parseArn } from '../../kernel/arn.ts'
import { type AwsError, awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { urlEncoded } from '../../access/policy/document.ts'
import { iamState } from './state.ts'
import type { RoleRecord } from './records.ts'

/** Finds a role by name or ARN in the scope's account, for services that assume it or pass it on. */
export function findRole(scope: Scope, nameOrArn: string): RoleRecord | undefined {
  const { roles } = scope.state(iamState)
  const arn = parseArn(nameOrArn)
  if (!arn) return roles.get(nameOrArn)
  const role = roles.get(arn.resource.split('/').at(-1)!)
  return role?.Arn === nameOrArn ? role : undefined
}

/** The role an operation names, or NoSuchEntity. */
export function requireRole(scope: Scope, name: string): RoleRecord {
  const role = scope.state(iamState).roles.get(name)
  if (!role) throw noSuchRole(name)
  return role
}

/** The role an operation may change: service-linked roles are AWS's own. */
export function requireModifiableRole(scope: Scope, name: string): RoleRecord {
  const role = requireRole(scope, name)
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
export function roleToApi(role: RoleRecord): Role {
  return {
    ...roleToListedApi(role),
    ...(role.Tags.length > 0 && { Tags: role.Tags }),
    ...(role.PermissionsBoundary && { PermissionsBoundary: role.PermissionsBoundary }),
    RoleLastUsed: {},
  }
}

/** A role as ListRoles shows it. */
export function roleToListedApi(role: RoleRecord): Role {
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
