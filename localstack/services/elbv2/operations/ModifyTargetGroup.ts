import type {
  ModifyTargetGroupCommandInput,
  ModifyTargetGroupCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Operation } from '../../service.ts'
import { givenHealthCheck, withHealthCheck } from '../health-check.ts'
import { watchTargets } from '../health.ts'
import { requireTargetGroup } from '../target-group.ts'

/** A path and a matcher belong to the protocol they were given for. */
export const ModifyTargetGroup: Operation<
  ModifyTargetGroupCommandInput,
  ModifyTargetGroupCommandOutput
> = (input, call) => {
  const group = requireTargetGroup(call, input.TargetGroupArn)
  const { HealthCheckPath, Matcher, ...kept } = givenHealthCheck(group)
  const given = givenHealthCheck(input)
  const sameProtocol =
    (given.HealthCheckProtocol ?? group.HealthCheckProtocol) === group.HealthCheckProtocol
  const checked = withHealthCheck(group.TargetType, group.Protocol, {
    ...kept,
    ...(sameProtocol && { HealthCheckPath, Matcher }),
    ...given,
  })
  delete group.HealthCheckPath
  delete group.Matcher
  Object.assign(group, checked)
  watchTargets(call)
  return { TargetGroups: [group] }
}
