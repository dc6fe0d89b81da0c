import type {
  RegisterTargetsCommandInput,
  RegisterTargetsCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Operation } from '../../operation.ts'
import { checkedTarget } from '../target-address.ts'
import { registerTarget } from '../target.ts'
import { requireTargetGroup } from '../target-group.ts'

export const RegisterTargets: Operation<
  RegisterTargetsCommandInput,
  RegisterTargetsCommandOutput
> = ({ TargetGroupArn, Targets }, call) => {
  const group = requireTargetGroup(call, TargetGroupArn)
  const checked = Targets.map((target) => checkedTarget(call, group, target))
  for (const target of checked) registerTarget(call, group, target)
  return {}
}
