import type {
  AttachGroupPolicyCommandInput,
  AttachGroupPolicyCommandOutput,
} from '@aws-sdk/client-iam'
import { attachablePolicy } from '../policy.ts'
import { checkAttachments } from '../quotas.ts'
import { groupNamed } from '../group.ts'
import type { Operation } from '../../service.ts'

export const AttachGroupPolicy: Operation<
  AttachGroupPolicyCommandInput,
  AttachGroupPolicyCommandOutput
> = ({ GroupName, PolicyArn }, call) => {
  const { attachedPolicies } = groupNamed(call, GroupName)
  attachablePolicy(call, PolicyArn)
  checkAttachments('Group', new Set(attachedPolicies).add(PolicyArn).size)
  attachedPolicies.add(PolicyArn)
  return {}
}
