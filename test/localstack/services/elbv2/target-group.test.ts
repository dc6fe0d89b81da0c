import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  AddTagsCommand,
  CreateTargetGroupCommand,
  type CreateTargetGroupCommandInput,
  DeleteListenerCommand,
  DeleteTargetGroupCommand,
  DescribeTagsCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
  ModifyTargetGroupAttributesCommand,
  ModifyTargetGroupCommand,
  RegisterTargetsCommand,
  RemoveTagsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { defaultNetwork, openBalancer } from '../../../support/balancer.ts'
import { openTarget, type Target, unique } from '../../../support/target.ts'

async function open(target: Target) {
  const elb = new ElasticLoadBalancingV2Client(target.config)
  const { vpcId } = await defaultNetwork(target)
  const create = async (more: Partial<CreateTargetGroupCommandInput> = {}) => {
    const input = {
      Name: unique('tg'),
      Protocol: 'HTTP',
      Port: 8080,
      VpcId: vpcId,
      ...more,
    } as const
    return (await elb.send(new CreateTargetGroupCommand(input))).TargetGroups![0]!
  }
  return { elb, vpcId, create }
}

test('a target group has ELB’s defaults, target type instance among them', async () => {
  await using target = await openTarget()
  const { create, vpcId } = await open(target)
  const { TargetGroupArn, TargetGroupName, ...settings } = await create()
  assert.match(TargetGroupArn!, new RegExp(`:targetgroup/${TargetGroupName}/[0-9a-f]{16}$`))
  assert.deepEqual(settings, {
    Protocol: 'HTTP',
    ProtocolVersion: 'HTTP1',
    Port: 8080,
    VpcId: vpcId,
    IpAddressType: 'ipv4',
    TargetType: 'instance',
    HealthCheckEnabled: true,
    HealthCheckProtocol: 'HTTP',
    HealthCheckPort: 'traffic-port',
    HealthCheckPath: '/',
    HealthCheckIntervalSeconds: 30,
    HealthCheckTimeoutSeconds: 5,
    HealthyThresholdCount: 5,
    UnhealthyThresholdCount: 2,
    Matcher: { HttpCode: '200' },
    LoadBalancerArns: [],
  })
})

/** The console rejects it, the API does not: https://github.com/aws/aws-sdk-js/issues/3300 */
test('a name may have two hyphens in a row', async () => {
  await using target = await openTarget()
  const { create } = await open(target)
  const Name = unique('tg-')
  assert.equal((await create({ Name })).TargetGroupName, Name)
})

test('what ELB refuses of a target group is refused', async () => {
  await using target = await openTarget()
  const { create } = await open(target)
  const refused: [Partial<CreateTargetGroupCommandInput>, string][] = [
    [
      { Name: 'a_b' },
      "Target group name 'a_b' can only contain characters that are alphanumeric characters or hyphens(-)",
    ],
    [{ Name: 'a-' }, "Target group name 'a-' cannot begin or end with '-'"],
    [{ Port: undefined }, "A target group of type 'instance' must have a protocol and a port"],
    [{ VpcId: undefined }, 'A VPC ID must be specified'],
    [{ VpcId: 'vpc-1' }, "The VPC ID 'vpc-1' is not found"],
    [
      { TargetType: 'lambda' },
      "Protocol cannot be specified for target groups with target type 'lambda'",
    ],
  ]
  for (const [input, message] of refused)
    await assert.rejects(create(input), { name: 'ValidationError', message })
})

test('what ELB refuses of a health check is refused', async () => {
  await using target = await openTarget()
  const { create } = await open(target)
  const refused: [Partial<CreateTargetGroupCommandInput>, string][] = [
    [
      { HealthCheckTimeoutSeconds: 30 },
      "Health check timeout '30' must be smaller than the interval '30'",
    ],
    [
      { HealthCheckIntervalSeconds: 4 },
      "1 validation error detected: Value '4' at 'healthCheckIntervalSeconds' failed to satisfy constraint: Member must have value greater than or equal to 5",
    ],
    [
      { Matcher: { HttpCode: '200-599' } },
      "Health check matcher HTTP code '599' must be within '200-499' inclusive",
    ],
  ]
  for (const [input, message] of refused)
    await assert.rejects(create(input), { name: 'ValidationError', message })
})

test('the same call again gives the same group, another one with its name is refused', async () => {
  await using target = await openTarget()
  const { create } = await open(target)
  const Name = unique('tg')
  const first = await create({ Name })
  assert.equal((await create({ Name })).TargetGroupArn, first.TargetGroupArn)
  await assert.rejects(create({ Name, Port: 81 }), {
    name: 'DuplicateTargetGroupNameException',
    message: `A target group with the same name '${Name}' exists, but with different settings`,
  })
})

test('a group in use cannot be deleted, and says who uses it', async () => {
  await using target = await openTarget()
  const { elb, targetGroupArn, loadBalancerArn, listenerArn } = await openBalancer(target)
  const remove = () => elb.send(new DeleteTargetGroupCommand({ TargetGroupArn: targetGroupArn }))
  await assert.rejects(remove(), {
    name: 'ResourceInUseException',
    message: `Target group '${targetGroupArn}' is currently in use by a listener or a rule`,
  })
  const { TargetGroups } = await elb.send(
    new DescribeTargetGroupsCommand({ LoadBalancerArn: loadBalancerArn }),
  )
  assert.deepEqual(
    TargetGroups!.map(({ LoadBalancerArns }) => LoadBalancerArns),
    [[loadBalancerArn]],
  )
  await elb.send(new DeleteListenerCommand({ ListenerArn: listenerArn }))
  await remove()
  await remove()
  await assert.rejects(
    elb.send(new DescribeTargetGroupsCommand({ TargetGroupArns: [targetGroupArn] })),
    { name: 'TargetGroupNotFoundException', message: 'One or more target groups not found' },
  )
})

test('health checks and attributes are changed and checked', async () => {
  await using target = await openTarget()
  const { elb, create } = await open(target)
  const { TargetGroupArn } = await create({ TargetType: 'ip' })
  const modified = await elb.send(
    new ModifyTargetGroupCommand({
      TargetGroupArn,
      HealthCheckPath: '/ping',
      HealthyThresholdCount: 2,
    }),
  )
  assert.equal(modified.TargetGroups![0]!.HealthCheckPath, '/ping')
  await assert.rejects(
    elb.send(new ModifyTargetGroupCommand({ TargetGroupArn, HealthCheckIntervalSeconds: 5 })),
    { message: "Health check timeout '5' must be smaller than the interval '5'" },
  )
  const set = (Key: string, Value: string) =>
    elb.send(
      new ModifyTargetGroupAttributesCommand({ TargetGroupArn, Attributes: [{ Key, Value }] }),
    )
  await set('deregistration_delay.timeout_seconds', '5')
  await assert.rejects(set('deregistration_delay', '5'), {
    name: 'ValidationError',
    message: "Target group attribute key 'deregistration_delay' is not recognized",
  })
  await assert.rejects(set('slow_start.duration_seconds', '29'), { name: 'ValidationError' })
  const { Attributes } = await elb.send(
    new DescribeTargetGroupAttributesCommand({ TargetGroupArn }),
  )
  assert.deepEqual(
    Attributes!.find(({ Key }) => Key === 'deregistration_delay.timeout_seconds')!.Value,
    '5',
  )
})

test('targets of type ip are private addresses, and have the zone they are in', async () => {
  await using target = await openTarget()
  const { elb, create } = await open(target)
  const { TargetGroupArn } = await create({ TargetType: 'ip' })
  const register = (Id: string, AvailabilityZone?: string) =>
    elb.send(new RegisterTargetsCommand({ TargetGroupArn, Targets: [{ Id, AvailabilityZone }] }))
  await register('172.31.16.9')
  await register('10.0.0.9', 'all')
  const refused: [string, string | undefined, string][] = [
    [
      '10.0.0.8',
      undefined,
      "The Availability Zone is required for IP address '10.0.0.8' because it is not in the VPC",
    ],
    [
      '10.0.0.8',
      'us-east-1a',
      "The Availability Zone for IP address '10.0.0.8' must be 'all' for Application Load Balancer target groups, when not within the VPC",
    ],
    [
      '172.31.16.8',
      'all',
      "The IP address '172.31.16.8' is within the VPC, and cannot have its Availability Zone overridden to 'all' from 'us-east-1b'",
    ],
  ]
  for (const [id, zone, message] of refused)
    await assert.rejects(register(id, zone), { name: 'ValidationError', message })
  await assert.rejects(register('8.8.8.8', 'all'), { name: 'InvalidTargetException' })
  const missing = TargetGroupArn!.replace(/\w+$/, '0123456789abcdef')
  await assert.rejects(
    elb.send(
      new RegisterTargetsCommand({ TargetGroupArn: missing, Targets: [{ Id: '10.0.0.8' }] }),
    ),
    { name: 'TargetGroupNotFoundException', message: `Target groups '${missing}' not found` },
  )
})

test('tags are added, listed and removed', async () => {
  await using target = await openTarget()
  const { elb, create } = await open(target)
  const ResourceArns = [(await create({ Tags: [{ Key: 'a', Value: '1' }] })).TargetGroupArn!]
  await elb.send(new AddTagsCommand({ ResourceArns, Tags: [{ Key: 'b', Value: '2' }] }))
  await elb.send(new RemoveTagsCommand({ ResourceArns, TagKeys: ['a'] }))
  const { TagDescriptions } = await elb.send(new DescribeTagsCommand({ ResourceArns }))
  assert.deepEqual(TagDescriptions, [
    { ResourceArn: ResourceArns[0], Tags: [{ Key: 'b', Value: '2' }] },
  ])
})

test('a group takes a thousand targets', async () => {
  await using target = await openTarget()
  const { elb, create } = await open(target)
  const { TargetGroupArn } = await create({ TargetType: 'ip' })
  const register = (from: number, count: number) =>
    elb.send(
      new RegisterTargetsCommand({
        TargetGroupArn,
        Targets: Array.from({ length: count }, (_, n) => ({ Id: '172.31.16.9', Port: from + n })),
      }),
    )
  await register(1, 1000)
  await register(1, 1000)
  await assert.rejects(register(1001, 1), {
    name: 'TooManyTargetsException',
    message: 'The maximum number of targets per target group is 1000',
  })
})
