import type {
  RegisterScalableTargetCommandInput,
  RegisterScalableTargetCommandOutput,
} from '@aws-sdk/client-application-auto-scaling'
import type { Operation } from '../../service.ts'
import { registerScalableTarget } from '../scalable-target.ts'

export const RegisterScalableTarget: Operation<
  RegisterScalableTargetCommandInput,
  RegisterScalableTargetCommandOutput
> = (input, call) => ({ ScalableTargetARN: registerScalableTarget(call, input).ScalableTargetARN })
