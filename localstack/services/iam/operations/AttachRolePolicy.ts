import type {
  AttachRolePolicyCommandInput,
  AttachRolePolicyCommandOutput,
} from '@aws-sdk/client-iam'
import { requireAttachablePolicy } from '../policy.ts'
import { checkAttachments } from '../quotas.ts'
import { requireModifiableRole } from '../role.ts'
import type { Operation } from '../../service.ts'

export const AttachRolePolicy: Operation<
  AttachRolePolicyCommandInput,
  AttachRolePolicyCommandOutput
> = ({ RoleName, PolicyArn }, call) => {
  const { attachedPolicies } = requireModifiableRole(call, RoleName)
  requireAttachablePolicy(call, PolicyArn)
  checkAttachments('Role', new Set(attachedPolicies).add(PolicyArn).size)
  attachedPolicies.add(PolicyArn)
  return {}
}
