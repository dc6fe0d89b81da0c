import type { AssumeRoleCommandInput } from '@aws-sdk/client-sts'
import { parseArn } from '../../kernel/arn.ts'
import { awsError } from '../../kernel/errors.ts'
import {
  type PermissionTable,
  onAnyResource,
  tagRecord,
  noPermission,
} from '../../access/permission.ts'
import { findRole, trustKeys } from '../iam/public.ts'
import type { Given } from '../service.ts'
import { accountOfRole } from './assumption.ts'
import { assumeActions, assumeKeys } from './assume-role-keys.ts'

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html */
export const permissions: PermissionTable = {
  keys: trustKeys,
  tagsOf: (scope, resource) => {
    const { account = scope.account } = parseArn(resource) ?? {}
    return tagRecord(findRole(scope.inAccount(account), resource)?.Tags)
  },
  rules: {
    /** The role's trust policy decides with the caller's own: within the account it may name the caller itself. */
    AssumeRole: (input: Given<AssumeRoleCommandInput>, call) => {
      // https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
      if (call.settings.enforceIam && call.caller.arn.endsWith(':root'))
        throw awsError('AccessDenied', 'Roles may not be assumed by root accounts.', 403)
      const account = accountOfRole(input.RoleArn, `${input.RoleArn} is invalid`)
      const role = findRole(call.inAccount(account), input.RoleArn)
      return assumeActions(input).map((action) => ({
        action,
        resource: input.RoleArn,
        keys: assumeKeys(input),
        policies: role ? [role.trustPolicy] : [],
        policyDecides: true,
        denial: awsError(
          'AccessDenied',
          `User: ${call.caller.arn} is not authorized to perform: ${action} on resource: ${input.RoleArn}`,
          403,
        ),
      }))
    },
    AssumeRoleWithWebIdentity: noPermission,
    GetAccessKeyInfo: onAnyResource,
    GetCallerIdentity: noPermission,
    GetSessionToken: noPermission,
  },
}
