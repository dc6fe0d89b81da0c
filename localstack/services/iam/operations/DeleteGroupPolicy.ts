import type {
  DeleteGroupPolicyCommandInput,
  DeleteGroupPolicyCommandOutput,
} from '@aws-sdk/client-iam'
import { inlinePolicy } from '../identity.ts'
import { groupNamed } from '../group.ts'
import type { Operation } from '../../service.ts'

export const DeleteGroupPolicy: Operation<
  DeleteGroupPolicyCommandInput,
  DeleteGroupPolicyCommandOutput
> = ({ GroupName, PolicyName }, call) => {
  const group = groupNamed(call, GroupName)
  inlinePolicy('group', group, PolicyName)
  group.inlinePolicies.delete(PolicyName)
  return {}
}
