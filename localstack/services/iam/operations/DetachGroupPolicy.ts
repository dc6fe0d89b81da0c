import type {
  DetachGroupPolicyCommandInput,
  DetachGroupPolicyCommandOutput,
} from '@aws-sdk/client-iam'
import { awsError } from '../../../kernel/errors.ts'
import { requireGroup } from '../group.ts'
import type { Operation } from '../../service.ts'

export const DetachGroupPolicy: Operation<
  DetachGroupPolicyCommandInput,
  DetachGroupPolicyCommandOutput
> = ({ GroupName, PolicyArn }, call) => {
  if (!requireGroup(call, GroupName).attachedPolicies.delete(PolicyArn))
    throw awsError('NoSuchEntityException', `Policy ${PolicyArn} was not found.`)
  return {}
}
