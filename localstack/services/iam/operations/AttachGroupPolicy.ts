import type {
  AttachGroupPolicyCommandInput,
  AttachGroupPolicyCommandOutput,
} from '@aws-sdk/client-iam'
import { requireAttachablePolicy } from '../policy.ts'
import { checkAttachments } from '../quotas.ts'
import { requireGroup } from '../group.ts'
import type { Operation } from '../../service.ts'

export const AttachGroupPolicy: Operation<
  AttachGroupPolicyCommandInput,
  AttachGroupPolicyCommandOutput
> = ({ GroupName, PolicyArn }, call) => {
  const { attachedPolicies } = requireGroup(call, GroupName)
  requireAttachablePolicy(call, PolicyArn)
  checkAttachments('Group', new Set(attachedPolicies).add(PolicyArn).size)
  attachedPolicies.add(PolicyArn)
  return {}
}
