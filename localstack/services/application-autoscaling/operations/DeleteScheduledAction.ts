import type {
  DeleteScheduledActionCommandInput,
  DeleteScheduledActionCommandOutput,
} from '@aws-sdk/client-application-auto-scaling'
import type { Operation } from '../../service.ts'
import { objectNotFound } from '../errors.ts'
import { dimensionKey } from '../scalable-target.ts'
import { autoScalingOf } from '../state.ts'

export const DeleteScheduledAction: Operation<
  DeleteScheduledActionCommandInput,
  DeleteScheduledActionCommandOutput
> = (input, call) => {
  if (!autoScalingOf(call).actions.delete(dimensionKey(input, input.ScheduledActionName)))
    throw objectNotFound('scheduled action found', input)
  return {}
}
