import { globalArn, parseArn } from '../../kernel/arn.ts'
import { type AwsError, awsError } from '../../kernel/errors.ts'
import type { Call, Scope } from '../../kernel/scope.ts'
import { findRole } from './role.ts'
import { linkedRoleArn } from './service-linked-role.ts'
import { iamState } from './state.ts'
import type { OperationPermission } from '../../access/permission.ts'

/** Handing a role, by name or ARN, to a service: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html */
export function passRole(scope: Scope, role: string, service: string): OperationPermission {
  const { account = scope.account } = parseArn(role) ?? {}
  if (/^\d{12}$/.test(account) && account !== scope.account)
    throw awsError('AccessDeniedException', 'Cross-account pass role is not allowed.')
  const resource = findRole(scope, role)?.Arn ?? role
  return {
    action: 'iam:PassRole',
    resource: resource.startsWith('arn:') ? resource : globalArn(scope, 'iam', `role/${resource}`),
    keys: { 'iam:PassedToService': service },
  }
}

/** The permission for the first use of a service in an account, which creates the service-linked role. */
export function firstUse(call: Call, service: string, denial?: AwsError): OperationPermission[] {
  const resource = linkedRoleArn(call, service)
  if (call.state(iamState).roles.has(resource.split('/').at(-1)!)) return []
  return [
    {
      action: 'iam:CreateServiceLinkedRole',
      resource,
      keys: { 'iam:AWSServiceName': service },
      ...(denial && { denial }),
    },
  ]
}
