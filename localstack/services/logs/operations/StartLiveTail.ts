import type {
  StartLiveTailCommandInput,
  StartLiveTailCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs'
import type { Operation } from '../../service.ts'
import { startLiveTail } from '../live-tail.ts'

export const StartLiveTail: Operation<StartLiveTailCommandInput, StartLiveTailCommandOutput> = (
  input,
  call,
) => ({ responseStream: startLiveTail(input, call) })
