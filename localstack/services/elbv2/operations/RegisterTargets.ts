import type {
  RegisterTargetsCommandInput,
  RegisterTargetsCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { awsError } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import { checkedTargetAddress } from '../target-address.ts'
import { registerTarget, targetKey } from '../target.ts'
import { requireTargetGroup } from '../target-group.ts'

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const maxTargets = 1000

export const RegisterTargets: Operation<
  RegisterTargetsCommandInput,
  RegisterTargetsCommandOutput
> = ({ TargetGroupArn, Targets }, call) => {
  const group = requireTargetGroup(call, TargetGroupArn)
  const checked = Targets.map((target) => checkedTargetAddress(call, group, target))
  const keys = new Set([...group.targets.keys(), ...checked.map(targetKey)])
  if (keys.size > maxTargets)
    throw awsError(
      'TooManyTargetsException',
      `The maximum number of targets per target group is ${maxTargets}`,
    )
  for (const target of checked) registerTarget(call, group, target)
  return {}
}
