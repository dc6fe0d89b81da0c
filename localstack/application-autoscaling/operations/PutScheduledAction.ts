import type {
  PutScheduledActionCommandInput,
  PutScheduledActionCommandOutput,
} from '@aws-sdk/client-application-auto-scaling'
import type { Operation } from '../../operation.ts'
import { putScheduledAction } from '../scheduled-action.ts'

export const PutScheduledAction: Operation<
  PutScheduledActionCommandInput,
  PutScheduledActionCommandOutput
> = (input, call) => {
  putScheduledAction(call, input)
  return {}
}
