import type {
  DeregisterTargetsCommandInput,
  DeregisterTargetsCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Operation } from '../../service.ts'
import { deregisterTarget } from '../target.ts'
import { requireTargetGroup } from '../target-group.ts'

/** A target given without a port is meant on every port it is registered with; one that is not there is no error. */
export const DeregisterTargets: Operation<
  DeregisterTargetsCommandInput,
  DeregisterTargetsCommandOutput
> = ({ TargetGroupArn, Targets }, call) => {
  const group = requireTargetGroup(call, TargetGroupArn)
  for (const { Id, Port } of Targets)
    for (const target of group.targets.values())
      if (target.Id === Id && target.Port === (Port ?? target.Port))
        deregisterTarget(call, group, target)
  return {}
}
