import type {
  AttachRolePolicyCommandInput,
  AttachRolePolicyCommandOutput,
} from '@aws-sdk/client-iam'
import { attachablePolicy } from '../policy.ts'
import { checkAttachments } from '../quotas.ts'
import { modifiableRole } from '../role.ts'
import type { Operation } from '../../service.ts'

export const AttachRolePolicy: Operation<
  AttachRolePolicyCommandInput,
  AttachRolePolicyCommandOutput
> = ({ RoleName, PolicyArn }, call) => {
  const { attachedPolicies } = modifiableRole(call, RoleName)
  attachablePolicy(call, PolicyArn)
  checkAttachments('Role', new Set(attachedPolicies).add(PolicyArn).size)
  attachedPolicies.add(PolicyArn)
  return {}
}
