import type {
  DescribeResourcePoliciesCommandInput,
  DescribeResourcePoliciesCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs'
import { paginateByKey } from '../../../kernel/paginate.ts'
import { type Operation, readOnly } from '../../service.ts'
import { logsPaging } from '../errors.ts'
import { resourcePoliciesOf } from '../state.ts'

/** Policies of single log groups are not here. */
export const DescribeResourcePolicies: Operation<
  DescribeResourcePoliciesCommandInput,
  DescribeResourcePoliciesCommandOutput
> = readOnly((input, call) => {
  const ofAccount = input.resourceArn === undefined && input.policyScope !== 'RESOURCE'
  const { items, next: nextToken } = paginateByKey(
    ofAccount ? resourcePoliciesOf(call).values() : [],
    { keyOf: ({ policyName }) => policyName, ...logsPaging(input) },
  )
  return { resourcePolicies: items, nextToken }
})
