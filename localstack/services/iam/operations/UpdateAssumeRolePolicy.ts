import type {
  UpdateAssumeRolePolicyCommandInput,
  UpdateAssumeRolePolicyCommandOutput,
} from '@aws-sdk/client-iam'
import { checkTrustPolicy } from '../trust-policy-rules.ts'
import { checkTrustSize } from '../quotas.ts'
import { requireModifiableRole } from '../role.ts'
import type { Operation } from '../../service.ts'

export const UpdateAssumeRolePolicy: Operation<
  UpdateAssumeRolePolicyCommandInput,
  UpdateAssumeRolePolicyCommandOutput
> = ({ RoleName, PolicyDocument }, call) => {
  const role = requireModifiableRole(call, RoleName)
  checkTrustPolicy(call, PolicyDocument)
  checkTrustSize(PolicyDocument)
  role.trustPolicy = PolicyDocument
  return {}
}
