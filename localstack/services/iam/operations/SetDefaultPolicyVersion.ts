import type {
  SetDefaultPolicyVersionCommandInput,
  SetDefaultPolicyVersionCommandOutput,
} from '@aws-sdk/client-iam'
import { requireCustomerPolicy, requirePolicyVersion } from '../policy.ts'
import type { Operation } from '../../service.ts'

export const SetDefaultPolicyVersion: Operation<
  SetDefaultPolicyVersionCommandInput,
  SetDefaultPolicyVersionCommandOutput
> = ({ PolicyArn, VersionId }, call) => {
  const policy = requireCustomerPolicy(call, PolicyArn)
  policy.DefaultVersionId = requirePolicyVersion(policy, VersionId).VersionId
  policy.UpdateDate = call.clock.now()
  return {}
}
