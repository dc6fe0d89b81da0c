import type {
  DeleteScalingPolicyCommandInput,
  DeleteScalingPolicyCommandOutput,
} from '@aws-sdk/client-application-auto-scaling'
import type { Operation } from '../../service.ts'
import { objectNotFound } from '../errors.ts'
import { dimensionKey } from '../scalable-target.ts'
import { autoScalingOf } from '../state.ts'

export const DeleteScalingPolicy: Operation<
  DeleteScalingPolicyCommandInput,
  DeleteScalingPolicyCommandOutput
> = (input, call) => {
  if (!autoScalingOf(call).policies.delete(dimensionKey(input, input.PolicyName)))
    throw objectNotFound('scaling policy found', input)
  return {}
}
