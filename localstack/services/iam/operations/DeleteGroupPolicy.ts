import type {
  DeleteGroupPolicyCommandInput,
  DeleteGroupPolicyCommandOutput,
} from '@aws-sdk/client-iam'
import { requireInlinePolicy } from '../identity.ts'
import { requireGroup } from '../group.ts'
import type { Operation } from '../../service.ts'

export const DeleteGroupPolicy: Operation<
  DeleteGroupPolicyCommandInput,
  DeleteGroupPolicyCommandOutput
> = ({ GroupName, PolicyName }, call) => {
  const group = requireGroup(call, GroupName)
  requireInlinePolicy('group', group, PolicyName)
  group.inlinePolicies.delete(PolicyName)
  return {}
}
