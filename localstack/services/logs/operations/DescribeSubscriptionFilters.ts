import type {
  DescribeSubscriptionFiltersCommandInput,
  DescribeSubscriptionFiltersCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs'
import { type Operation, readOnly } from '../../service.ts'
import { requireLogGroup } from '../group.ts'

/** There are none: nothing that they could send to is here. */
export const DescribeSubscriptionFilters: Operation<
  DescribeSubscriptionFiltersCommandInput,
  DescribeSubscriptionFiltersCommandOutput
> = readOnly(({ logGroupName }, call) => {
  requireLogGroup(call, logGroupName)
  return { subscriptionFilters: [] }
})
