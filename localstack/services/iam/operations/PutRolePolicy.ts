import type { PutRolePolicyCommandInput, PutRolePolicyCommandOutput } from '@aws-sdk/client-iam'
import { checkIdentityPolicy } from '../policy-rules.ts'
import { checkInlineSize } from '../quotas.ts'
import { requireModifiableRole } from '../role.ts'
import type { Operation } from '../../service.ts'

export const PutRolePolicy: Operation<PutRolePolicyCommandInput, PutRolePolicyCommandOutput> = (
  { RoleName, PolicyName, PolicyDocument },
  call,
) => {
  const { inlinePolicies } = requireModifiableRole(call, RoleName)
  checkIdentityPolicy(PolicyDocument)
  const others = [...inlinePolicies].filter(([name]) => name !== PolicyName)
  checkInlineSize('role', RoleName, [...others.map(([, text]) => text), PolicyDocument])
  inlinePolicies.set(PolicyName, PolicyDocument)
  return {}
}
