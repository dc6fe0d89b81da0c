import type {
  ModifyTargetGroupCommandInput,
  ModifyTargetGroupCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Operation } from '../../operation.ts'
import { checkHealthCheck, givenHealthCheck } from '../health-check.ts'
import { watchTargets } from '../health.ts'
import { requireTargetGroup } from '../target-group.ts'

export const ModifyTargetGroup: Operation<
  ModifyTargetGroupCommandInput,
  ModifyTargetGroupCommandOutput
> = (input, call) => {
  const group = requireTargetGroup(call, input.TargetGroupArn)
  const given = givenHealthCheck(input)
  checkHealthCheck({ ...group, ...given })
  Object.assign(group, given)
  watchTargets(call)
  return { TargetGroups: [group] }
}
