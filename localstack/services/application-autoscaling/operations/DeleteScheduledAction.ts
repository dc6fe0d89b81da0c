import type {
  DeleteScheduledActionCommandInput,
  DeleteScheduledActionCommandOutput,
} from '@aws-sdk/client-application-auto-scaling'
import type { Operation } from '../../service.ts'
import { notFound } from '../errors.ts'
import { keyOf } from '../scalable-target.ts'
import { autoScalingOf } from '../state.ts'

export const DeleteScheduledAction: Operation<
  DeleteScheduledActionCommandInput,
  DeleteScheduledActionCommandOutput
> = (input, call) => {
  if (!autoScalingOf(call).actions.delete(keyOf(input, input.ScheduledActionName)))
    throw notFound('scheduled action found', input)
  return {}
}
