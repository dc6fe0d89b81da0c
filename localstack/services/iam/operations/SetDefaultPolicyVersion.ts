import type {
  SetDefaultPolicyVersionCommandInput,
  SetDefaultPolicyVersionCommandOutput,
} from '@aws-sdk/client-iam'
import { customerPolicyAt, versionOf } from '../policy.ts'
import type { Operation } from '../../service.ts'

export const SetDefaultPolicyVersion: Operation<
  SetDefaultPolicyVersionCommandInput,
  SetDefaultPolicyVersionCommandOutput
> = ({ PolicyArn, VersionId }, call) => {
  const policy = customerPolicyAt(call, PolicyArn)
  policy.DefaultVersionId = versionOf(policy, VersionId).VersionId
  policy.UpdateDate = call.clock.now()
  return {}
}
