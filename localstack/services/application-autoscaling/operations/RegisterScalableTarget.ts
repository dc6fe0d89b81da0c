import type {
  RegisterScalableTargetCommandInput,
  RegisterScalableTargetCommandOutput,
} from '@aws-sdk/client-application-auto-scaling'
import type { Operation } from '../../service.ts'
import { registerTarget } from '../scalable-target.ts'

export const RegisterScalableTarget: Operation<
  RegisterScalableTargetCommandInput,
  RegisterScalableTargetCommandOutput
> = (input, call) => ({ ScalableTargetARN: registerTarget(call, input).ScalableTargetARN })
