import type {
  PutScheduledActionCommandInput,
  PutScheduledActionCommandOutput,
} from '@aws-sdk/client-application-auto-scaling'
import type { Operation } from '../../service.ts'
import { putScheduledAction } from '../scheduled-action.ts'

export const PutScheduledAction: Operation<
  PutScheduledActionCommandInput,
  PutScheduledActionCommandOutput
> = (input, call) => {
  putScheduledAction(call, input)
  return {}
}
