import type {
  DescribeTargetHealthCommandInput,
  DescribeTargetHealthCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { awsError } from '../../../kernel/errors.ts'
import { type Operation, readOnly } from '../../service.ts'
import { healthOf } from '../target.ts'
import { requireTargetGroup } from '../target-group.ts'

export const DescribeTargetHealth: Operation<
  DescribeTargetHealthCommandInput,
  DescribeTargetHealthCommandOutput
> = readOnly(({ TargetGroupArn, Targets }, call) => {
  const group = requireTargetGroup(call, TargetGroupArn)
  const asked = Targets?.map(({ Id, Port = group.Port }) => {
    if (Port === undefined) throw awsError('InvalidTargetException', `Target '${Id}' has no port`)
    return { Id, Port }
  })
  const registered = [...group.targets.values()]
  const described = asked?.map(
    (target) =>
      registered.find(({ Id, Port }) => Id === target.Id && Port === target.Port) ?? target,
  )
  return {
    TargetHealthDescriptions: (described ?? registered).map((target) => ({
      Target: target,
      HealthCheckPort:
        group.HealthCheckPort === 'traffic-port' ? String(target.Port) : group.HealthCheckPort,
      TargetHealth: healthOf(call, group, target),
    })),
  }
})
