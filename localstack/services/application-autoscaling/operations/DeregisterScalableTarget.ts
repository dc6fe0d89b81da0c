import type {
  DeregisterScalableTargetCommandInput,
  DeregisterScalableTargetCommandOutput,
} from '@aws-sdk/client-application-auto-scaling'
import type { Operation } from '../../service.ts'
import { dimensionKey, requireScalableTarget } from '../scalable-target.ts'
import { autoScalingOf } from '../state.ts'

export const DeregisterScalableTarget: Operation<
  DeregisterScalableTargetCommandInput,
  DeregisterScalableTargetCommandOutput
> = (input, call) => {
  requireScalableTarget(call, input)
  const { targets, policies, actions } = autoScalingOf(call)
  const key = dimensionKey(input)
  targets.delete(key)
  for (const hanging of [policies, actions])
    for (const name of hanging.keys()) if (name.startsWith(key)) hanging.delete(name)
  return {}
}
