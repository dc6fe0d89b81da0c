import type {
  DescribeScheduledActionsCommandInput,
  DescribeScheduledActionsCommandOutput,
} from '@aws-sdk/client-application-auto-scaling'
import { type Operation, readOnly } from '../../service.ts'
import { oneResource, select } from '../selection.ts'
import { autoScalingOf } from '../state.ts'

export const DescribeScheduledActions: Operation<
  DescribeScheduledActionsCommandInput,
  DescribeScheduledActionsCommandOutput
> = readOnly(({ ScheduledActionNames, ResourceId, ...query }, call) => {
  const named = autoScalingOf(call)
    .actions.values()
    .filter((action) => ScheduledActionNames?.includes(action.ScheduledActionName) ?? true)
  const ResourceIds = oneResource(ResourceId)
  const { items, NextToken } = select(named, { ...query, ResourceIds })
  return { ScheduledActions: items, NextToken }
})
