import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  CreateListenerCommand,
  type CreateListenerCommandInput,
  CreateLoadBalancerCommand,
  type CreateLoadBalancerCommandInput,
  CreateRuleCommand,
  CreateTargetGroupCommand,
  type CreateTargetGroupCommandInput,
  DescribeListenerAttributesCommand,
  DescribeLoadBalancerAttributesCommand,
  ElasticLoadBalancingV2Client,
  ModifyListenerAttributesCommand,
  ModifyTargetGroupAttributesCommand,
  ModifyTargetGroupCommand,
  SetIpAddressTypeCommand,
  SetSecurityGroupsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import {
  AllocateAddressCommand,
  DescribeNetworkInterfacesCommand,
  DescribeSecurityGroupsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2'
import { defaultNetwork } from '../../../support/balancer.ts'
import { openTarget, type Target, unique } from '../../../support/target.ts'

async function open(target: Target) {
  const elb = new ElasticLoadBalancingV2Client(target.config)
  const ec2 = new EC2Client(target.config)
  const { vpcId, subnetIds } = await defaultNetwork(target)
  const create = async (more: Partial<CreateLoadBalancerCommandInput> = {}) => {
    const { LoadBalancers } = await elb.send(
      new CreateLoadBalancerCommand({
        Name: unique('net'),
        Type: 'network',
        Subnets: subnetIds.slice(0, 1),
        ...more,
      }),
    )
    return LoadBalancers![0]!
  }
  const group = async (more: Partial<CreateTargetGroupCommandInput> = {}) => {
    const { TargetGroups } = await elb.send(
      new CreateTargetGroupCommand({
        Name: unique('tg'),
        Protocol: 'TCP',
        Port: 80,
        VpcId: vpcId,
        TargetType: 'ip',
        ...more,
      }),
    )
    return TargetGroups![0]!
  }
  return { elb, ec2, vpcId, subnetIds, create, group }
}

test('a network load balancer takes one subnet and needs no security group', async () => {
  await using target = await openTarget()
  const { elb, ec2, create } = await open(target)
  const { LoadBalancerArn, LoadBalancerName, Type, SecurityGroups } = await create()
  assert.match(LoadBalancerArn!, new RegExp(`:loadbalancer/net/${LoadBalancerName}/[0-9a-f]{16}$`))
  assert.deepEqual([Type, SecurityGroups], ['network', []])
  const { NetworkInterfaces } = await ec2.send(
    new DescribeNetworkInterfacesCommand({
      Filters: [{ Name: 'description', Values: [`ELB net/${LoadBalancerName}/*`] }],
    }),
  )
  assert.deepEqual(
    NetworkInterfaces!.map(({ InterfaceType, Groups }) => [InterfaceType, Groups]),
    [['network_load_balancer', []]],
  )
  const { Attributes } = await elb.send(
    new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn }),
  )
  const attributes = Object.fromEntries(Attributes!.map(({ Key, Value }) => [Key, Value]))
  assert.equal(attributes['load_balancing.cross_zone.enabled'], 'false')
  assert.equal(attributes['idle_timeout.timeout_seconds'], undefined)
  const { SecurityGroups: groups } = await ec2.send(new DescribeSecurityGroupsCommand({}))
  await assert.rejects(
    elb.send(
      new SetSecurityGroupsCommand({ LoadBalancerArn, SecurityGroups: [groups![0]!.GroupId!] }),
    ),
    {
      name: 'InvalidConfigurationRequestException',
      message:
        'Security groups cannot be set for a network load balancer that was created without security groups',
    },
  )
})

test('addresses of one’s own are for network load balancers that face the internet', async () => {
  await using target = await openTarget()
  const { ec2, create, subnetIds } = await open(target)
  const { AllocationId } = await ec2.send(new AllocateAddressCommand({}))
  const mapped = (AllocationId: string | undefined, more: object = {}) =>
    create({
      Subnets: undefined,
      SubnetMappings: subnetIds.map((SubnetId) => ({ SubnetId, AllocationId })),
      ...more,
    })
  await assert.rejects(mapped('eipalloc-1'), {
    name: 'AllocationIdNotFoundException',
    message: "The allocation ID 'eipalloc-1' does not exist",
  })
  await assert.rejects(mapped(AllocationId, { Type: 'application' }), {
    name: 'InvalidConfigurationRequestException',
    message: "Elastic IPs are not supported for load balancers with type 'application'",
  })
  await assert.rejects(mapped(AllocationId, { Scheme: 'internal' }), {
    name: 'InvalidConfigurationRequestException',
    message: 'Elastic IP addresses are not supported for internal load balancers',
  })
  await assert.rejects(mapped(undefined, { Subnets: subnetIds }), {
    name: 'ValidationError',
    message: 'You must specify either subnets or subnet mappings, not both',
  })
})

test('listeners and groups of a network load balancer speak protocols that fit', async () => {
  await using target = await openTarget()
  const { elb, create, group } = await open(target)
  const { LoadBalancerArn } = await create()
  const tcp = await group()
  const listen = async (more: Partial<CreateListenerCommandInput>, arn = tcp.TargetGroupArn) => {
    const { Listeners } = await elb.send(
      new CreateListenerCommand({
        LoadBalancerArn,
        Port: 80,
        Protocol: 'TCP',
        DefaultActions: [{ Type: 'forward', TargetGroupArn: arn }],
        ...more,
      }),
    )
    return Listeners![0]!.ListenerArn!
  }
  await assert.rejects(listen({ Protocol: 'HTTP' }), {
    name: 'ValidationError',
    message: "Listener protocol 'HTTP' must be one of 'TLS, TCP, TCP_UDP, UDP'",
  })
  await assert.rejects(listen({ Protocol: 'TLS' }), {
    name: 'ValidationError',
    message: 'A certificate must be specified for TLS listeners',
  })
  const http = await group({ Protocol: 'HTTP' })
  await assert.rejects(listen({}, http.TargetGroupArn), {
    name: 'IncompatibleProtocolsException',
    message: `The listener and its associated target group '${http.TargetGroupArn}' have incompatible protocols: 'TCP' and 'HTTP'`,
  })
  const redirect = {
    Type: 'redirect',
    RedirectConfig: { Protocol: 'HTTPS', StatusCode: 'HTTP_301' },
  } as const
  await assert.rejects(listen({ DefaultActions: [redirect] }), {
    name: 'InvalidLoadBalancerActionException',
    message: "Actions of type 'redirect' are not supported for network load balancers",
  })
  const ListenerArn = await listen({})
  assert.match(ListenerArn, /:listener\/net\//)
  await assert.rejects(
    elb.send(
      new CreateRuleCommand({
        ListenerArn,
        Priority: 1,
        Conditions: [{ Field: 'path-pattern', Values: ['/a'] }],
        Actions: [{ Type: 'forward', TargetGroupArn: tcp.TargetGroupArn }],
      }),
    ),
    {
      name: 'OperationNotPermittedException',
      message: 'Rules are not supported for listeners of network load balancers',
    },
  )
  const { Attributes } = await elb.send(new DescribeListenerAttributesCommand({ ListenerArn }))
  assert.deepEqual(Attributes, [{ Key: 'tcp.idle_timeout.seconds', Value: '350' }])
  const set = (Key: string, Value: string) =>
    elb.send(new ModifyListenerAttributesCommand({ ListenerArn, Attributes: [{ Key, Value }] }))
  await set('tcp.idle_timeout.seconds', '60')
  await assert.rejects(set('tcp.idle_timeout.seconds', '59'), {
    name: 'ValidationError',
    message: "Listener attribute value '59' of key 'tcp.idle_timeout.seconds' is not valid",
  })
})

test('groups for connections have the health checks and attributes of their own', async () => {
  await using target = await openTarget()
  const { elb, group } = await open(target)
  const { TargetGroupArn, ...tcp } = await group()
  assert.deepEqual(
    [
      tcp.ProtocolVersion,
      tcp.HealthCheckProtocol,
      tcp.HealthCheckTimeoutSeconds,
      tcp.HealthCheckPath,
      tcp.Matcher,
    ],
    [undefined, 'TCP', 10, undefined, undefined],
  )
  const http = await group({ HealthCheckProtocol: 'HTTP' })
  assert.deepEqual(
    [http.HealthCheckTimeoutSeconds, http.HealthCheckPath, http.Matcher],
    [6, '/', { HttpCode: '200-399' }],
  )
  const refused: [Partial<CreateTargetGroupCommandInput>, string][] = [
    [{ HealthCheckPath: '/' }, 'Health check paths are not supported for TCP health checks'],
    [
      { Matcher: { HttpCode: '200' } },
      'Health check matchers are not supported for TCP health checks',
    ],
    [
      { HealthCheckProtocol: 'UDP' },
      "Health check protocol 'UDP' must be one of 'HTTPS, HTTP, TCP'",
    ],
    [
      { Protocol: 'HTTP', HealthCheckProtocol: 'TCP' },
      "Health check protocol 'TCP' must be one of 'HTTPS, HTTP'",
    ],
    [
      { ProtocolVersion: 'HTTP1' },
      "Protocol version cannot be specified for target groups with protocol 'TCP'",
    ],
    [
      { HealthCheckEnabled: false },
      "Health check enabled must be true for target groups with target type 'ip'",
    ],
  ]
  for (const [input, message] of refused)
    await assert.rejects(group(input), { name: 'ValidationError', message })
  const { TargetGroups } = await elb.send(
    new ModifyTargetGroupCommand({ TargetGroupArn, HealthCheckProtocol: 'HTTP' }),
  )
  assert.deepEqual(
    [TargetGroups![0]!.HealthCheckPath, TargetGroups![0]!.Matcher],
    ['/', { HttpCode: '200-399' }],
  )
  await assert.rejects(
    elb.send(
      new ModifyTargetGroupAttributesCommand({
        TargetGroupArn,
        Attributes: [{ Key: 'slow_start.duration_seconds', Value: '30' }],
      }),
    ),
    {
      name: 'InvalidConfigurationRequestException',
      message: 'The provided target group attribute is not supported',
    },
  )
})

test('only IPv4 addresses can be had in subnets without IPv6', async () => {
  await using target = await openTarget()
  const { elb, create } = await open(target)
  const { LoadBalancerArn } = await create()
  const set = (IpAddressType: 'ipv4' | 'dualstack') =>
    elb.send(new SetIpAddressTypeCommand({ LoadBalancerArn, IpAddressType }))
  assert.equal((await set('ipv4')).IpAddressType, 'ipv4')
  const refused = {
    name: 'InvalidSubnetException',
    message:
      "You must specify subnets with an associated IPv6 CIDR block for IP address type 'dualstack'",
  }
  await assert.rejects(set('dualstack'), refused)
  await assert.rejects(create({ IpAddressType: 'dualstack' }), refused)
})

test('a target group with TLS has no stickiness', async () => {
  await using target = await openTarget()
  const { elb, group } = await open(target)
  const { TargetGroupArn } = await group({ Protocol: 'TLS' })
  const Attributes = [
    { Key: 'stickiness.enabled', Value: 'true' },
    { Key: 'stickiness.type', Value: 'source_ip' },
  ]
  await assert.rejects(
    elb.send(new ModifyTargetGroupAttributesCommand({ TargetGroupArn, Attributes })),
    {
      name: 'InvalidConfigurationRequestException',
      message: 'You cannot enable stickiness on target groups with the TLS protocol',
    },
  )
})
