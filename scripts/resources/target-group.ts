import {
  CreateTargetGroupCommand,
  DeleteTargetGroupCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ModifyTargetGroupAttributesCommand,
  ModifyTargetGroupCommand,
  type TargetGroup,
  type TargetHealthDescription,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { tagList } from '../release/app.ts'
import { unlessMissing } from '../release/aws.ts'
import type { Context } from '../release/context.ts'
import { isOurBalancing } from './load-balancer.ts'

const healthCheck = {
  HealthCheckPath: '/ping',
  HealthCheckIntervalSeconds: 5,
  HealthCheckTimeoutSeconds: 2,
  HealthyThresholdCount: 2,
  UnhealthyThresholdCount: 2,
}

/** Long enough for the slowest request of the server. */
const deregistrationDelay = { Key: 'deregistration_delay.timeout_seconds', Value: '30' }

export async function findTargetGroup({ aws, app }: Context): Promise<TargetGroup | undefined> {
  const found = await unlessMissing(
    aws.elb.send(new DescribeTargetGroupsCommand({ Names: [app.name] })),
    'TargetGroupNotFoundException',
  )
  return found?.TargetGroups?.[0]
}

export async function readTargetHealth(
  { aws }: Context,
  { TargetGroupArn }: TargetGroup,
): Promise<TargetHealthDescription[]> {
  const { TargetHealthDescriptions = [] } = await aws.elb.send(
    new DescribeTargetHealthCommand({ TargetGroupArn }),
  )
  return TargetHealthDescriptions
}

/** Fargate's tasks are targets by IP address. */
export async function ensureTargetGroup(
  context: Context,
  { vpc, port }: { vpc: string; port: number },
): Promise<string> {
  const { aws, app, changes } = context
  const what = `target group ${app.name}`
  const group = await findTargetGroup(context)
  if (!group)
    return changes.create(what, async () => {
      const { TargetGroups } = await aws.elb.send(
        new CreateTargetGroupCommand({
          Name: app.name,
          TargetType: 'ip',
          Protocol: 'HTTP',
          Port: port,
          VpcId: vpc,
          ...healthCheck,
          Tags: tagList(app),
        }),
      )
      await setDelay(context, TargetGroups![0]!)
      return TargetGroups![0]!.TargetGroupArn
    })
  if (await isAsDesired(context, group)) changes.unchanged(what)
  else await changes.update(what, () => makeAsDesired(context, group))
  return group.TargetGroupArn!
}

async function isAsDesired({ aws }: Context, group: TargetGroup) {
  const { Attributes = [] } = await aws.elb.send(
    new DescribeTargetGroupAttributesCommand({ TargetGroupArn: group.TargetGroupArn }),
  )
  const { Key, Value } = deregistrationDelay
  const delay = Attributes.find((attribute) => attribute.Key === Key)?.Value
  const checks = Object.entries(healthCheck) as [keyof typeof healthCheck, string | number][]
  return delay === Value && checks.every(([name, value]) => group[name] === value)
}

async function makeAsDesired(context: Context, group: TargetGroup) {
  await context.aws.elb.send(
    new ModifyTargetGroupCommand({ TargetGroupArn: group.TargetGroupArn, ...healthCheck }),
  )
  await setDelay(context, group)
}

const setDelay = ({ aws }: Context, { TargetGroupArn }: TargetGroup) =>
  aws.elb.send(
    new ModifyTargetGroupAttributesCommand({ TargetGroupArn, Attributes: [deregistrationDelay] }),
  )

export async function removeTargetGroup(context: Context): Promise<void> {
  const { aws, app, changes } = context
  const group = await findTargetGroup(context)
  if (!group) return
  const ours = await isOurBalancing(context, group.TargetGroupArn!)
  await changes.remove(`target group ${app.name}`, ours, () =>
    aws.elb.send(new DeleteTargetGroupCommand({ TargetGroupArn: group.TargetGroupArn })),
  )
}
