import type {
  DeleteScalingPolicyCommandInput,
  DeleteScalingPolicyCommandOutput,
} from '@aws-sdk/client-application-auto-scaling'
import type { Operation } from '../../service.ts'
import { notFound } from '../errors.ts'
import { keyOf } from '../scalable-target.ts'
import { autoScalingOf } from '../state.ts'

export const DeleteScalingPolicy: Operation<
  DeleteScalingPolicyCommandInput,
  DeleteScalingPolicyCommandOutput
> = (input, call) => {
  if (!autoScalingOf(call).policies.delete(keyOf(input, input.PolicyName)))
    throw notFound('scaling policy found', input)
  return {}
}
