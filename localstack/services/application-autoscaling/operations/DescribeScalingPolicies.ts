import type {
  DescribeScalingPoliciesCommandInput,
  DescribeScalingPoliciesCommandOutput,
} from '@aws-sdk/client-application-auto-scaling'
import { type Operation, readOnly } from '../../service.ts'
import { oneResource, select } from '../selection.ts'
import { autoScalingOf } from '../state.ts'

export const DescribeScalingPolicies: Operation<
  DescribeScalingPoliciesCommandInput,
  DescribeScalingPoliciesCommandOutput
> = readOnly(({ PolicyNames, ResourceId, ...query }, call) => {
  const named = autoScalingOf(call)
    .policies.values()
    .filter(({ PolicyName }) => !PolicyNames || PolicyNames.includes(PolicyName))
  const ResourceIds = oneResource(ResourceId)
  const { items, NextToken } = select(named, { ...query, ResourceIds })
  return { ScalingPolicies: items, NextToken }
})
