import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { test } from 'node:test'
import {
  DeleteLoadBalancerCommand,
  DeleteTargetGroupCommand,
  DeregisterTargetsCommand,
  DescribeTargetHealthCommand,
  ModifyTargetGroupCommand,
  RegisterTargetsCommand,
  SetSecurityGroupsCommand,
  SetSubnetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import {
  CreateVpcEndpointCommand,
  DeleteVpcEndpointsCommand,
  DescribeNetworkInterfacesCommand,
  EC2Client,
} from '@aws-sdk/client-ec2'
import { systemClock } from '../../../../localstack/kernel/clock.ts'
import {
  defaultNetwork,
  descriptionOf,
  openBalancer,
  openGroups,
  openServer,
} from '../../../support/balancer.ts'
import { privateAddress } from '../../../support/private-address.ts'
import { openEmulator, openTarget, type Target } from '../../../support/target.ts'
import { until } from '../../../support/until.ts'

type Balancer = Awaited<ReturnType<typeof openBalancer>>

const register = ({ elb, targetGroupArn }: Balancer, Id: string, more: object = {}) =>
  elb.send(
    new RegisterTargetsCommand({ TargetGroupArn: targetGroupArn, Targets: [{ Id, ...more }] }),
  )

/** What is said of the only target once its state is this one. */
const settled = (balancer: Balancer, state: string) =>
  until(`a target that is ${state}`, async () => {
    const [{ State, Reason, Description } = {}] = await balancer.health()
    return State === state && [Reason, Description]
  })

for (const status of [302, 401, 404, 503])
  test(`a health check that is answered ${status} fails with that code`, async () => {
    await using target = await openTarget()
    const balancer = await openBalancer(target)
    await using server = await openServer((_request, response) => {
      response.writeHead(status, { location: '/login' }).end()
    })
    await register(balancer, privateAddress(), descriptionOf(server))
    assert.deepEqual(await settled(balancer, 'unhealthy'), [
      'Target.ResponseCodeMismatch',
      `Health checks failed with these codes: [${status}]`,
    ])
  })

test('the check asks its own path on its own port, and its matcher decides', async () => {
  await using target = await openTarget()
  const balancer = await openBalancer(target)
  await using traffic = await openServer((_request, response) => response.writeHead(500).end())
  await using checks = await openServer(({ url, headers }, response) => {
    const isCheck = url === '/up?deep=1' && headers['user-agent'] === 'ELB-HealthChecker/2.0'
    response.writeHead(isCheck ? 204 : 500).end()
  })
  const description = descriptionOf(traffic)
  await register(balancer, description.Id, description)
  await settled(balancer, 'unhealthy')
  const TargetGroupArn = balancer.targetGroupArn
  const { Port } = descriptionOf(checks)
  await balancer.elb.send(
    new ModifyTargetGroupCommand({
      TargetGroupArn,
      HealthCheckPath: '/up?deep=1',
      HealthCheckPort: String(Port),
      Matcher: { HttpCode: '200,204-206' },
      HealthyThresholdCount: 2,
    }),
  )
  await settled(balancer, 'healthy')
  const { TargetHealthDescriptions } = await balancer.elb.send(
    new DescribeTargetHealthCommand({ TargetGroupArn }),
  )
  assert.equal(TargetHealthDescriptions![0]!.HealthCheckPort, String(Port))
})

test('an unhealthy target is healthy again only after the healthy threshold', async () => {
  await using target = await openTarget()
  const balancer = await openBalancer(target, {
    HealthyThresholdCount: 3,
    UnhealthyThresholdCount: 3,
  })
  let status = 500
  let passed = 0
  let failed = 0
  await using server = await openServer((_request, response) => {
    if (status === 200) passed += 1
    else failed += 1
    response.writeHead(status).end()
  })
  await register(balancer, privateAddress(), descriptionOf(server))
  await settled(balancer, 'unhealthy')
  assert.ok(failed >= 3, 'it takes three failures')
  status = 200
  await settled(balancer, 'healthy')
  assert.ok(passed >= 3, 'it takes three passes')
})

test('a target that closes the connection, or talks nonsense, fails its checks', async () => {
  await using target = await openTarget()
  const balancer = await openBalancer(target)
  const server = createServer((socket) => socket.end('nonsense\r\n\r\n'))
  server.listen(0, privateAddress())
  await once(server, 'listening')
  try {
    const { port } = server.address() as AddressInfo
    await register(balancer, privateAddress(), { Port: port, AvailabilityZone: 'all' })
    assert.deepEqual(await settled(balancer, 'unhealthy'), [
      'Target.FailedHealthChecks',
      'Health checks failed',
    ])
  } finally {
    server.close()
  }
})

/** An interface, an endpoint's, whose security group does not admit the balancer. */
async function openClosed(target: Target, balancer: Balancer) {
  const { vpcId, subnetIds } = await defaultNetwork(target)
  const [onlyPublic] = await openGroups(target, vpcId)
  const { elb, loadBalancerArn: LoadBalancerArn } = balancer
  await elb.send(new SetSecurityGroupsCommand({ LoadBalancerArn, SecurityGroups: [onlyPublic!] }))
  const ec2 = new EC2Client(target.config)
  const { VpcEndpoint } = await ec2.send(
    new CreateVpcEndpointCommand({
      VpcId: vpcId,
      VpcEndpointType: 'Interface',
      ServiceName: 'com.amazonaws.us-east-1.logs',
      SubnetIds: subnetIds.slice(0, 1),
    }),
  )
  const { NetworkInterfaces } = await ec2.send(
    new DescribeNetworkInterfacesCommand({
      NetworkInterfaceIds: VpcEndpoint!.NetworkInterfaceIds,
    }),
  )
  const VpcEndpointIds = [VpcEndpoint!.VpcEndpointId!]
  return {
    address: NetworkInterfaces![0]!.PrivateIpAddress!,
    [Symbol.asyncDispose]: async () =>
      void (await ec2.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds }))),
  }
}

test('a target whose security group does not admit the balancer times out', async () => {
  await using target = await openTarget()
  const balancer = await openBalancer(target)
  await using closed = await openClosed(target, balancer)
  await register(balancer, closed.address)
  assert.deepEqual(await settled(balancer, 'unhealthy'), ['Target.Timeout', 'Request timed out'])
})

test('a request to a target that accepts no connection is a 504', async () => {
  const clock = systemClock(20)
  await using target = await openEmulator({ clock: { ...clock, race: clock.wait } })
  const balancer = await openBalancer(target)
  await using closed = await openClosed(target, balancer)
  await register(balancer, closed.address)
  const { status, headers } = await fetch(balancer.url)
  assert.equal(status, 504)
  assert.equal(headers.get('server'), 'awselb/2.0')
})

test('a target in a zone that the balancer is not in is not used, until it is', async () => {
  await using target = await openTarget()
  const balancer = await openBalancer(target)
  const { elb, loadBalancerArn: LoadBalancerArn } = balancer
  const { subnetIds } = await defaultNetwork(target)
  await elb.send(new SetSubnetsCommand({ LoadBalancerArn, Subnets: subnetIds.slice(0, 2) }))
  await register(balancer, '172.31.47.254')
  const [unused] = await balancer.health()
  assert.deepEqual(
    [unused!.State, unused!.Reason, unused!.Description],
    [
      'unused',
      'Target.NotInUse',
      'Target is in an Availability Zone that is not enabled for the load balancer',
    ],
  )
  await elb.send(new SetSubnetsCommand({ LoadBalancerArn, Subnets: subnetIds }))
  const [checked] = await balancer.health()
  assert.equal(checked!.State, 'initial')
})

test('an address of a load balancer is no target', async () => {
  await using target = await openTarget()
  const balancer = await openBalancer(target)
  const ec2 = new EC2Client(target.config)
  const { NetworkInterfaces } = await ec2.send(
    new DescribeNetworkInterfacesCommand({
      Filters: [{ Name: 'description', Values: [`ELB app/${balancer.name}/*`] }],
    }),
  )
  await register(balancer, NetworkInterfaces![0]!.PrivateIpAddress!)
  const [{ State, Reason, Description } = {}] = await balancer.health()
  assert.deepEqual(
    [State, Reason, Description],
    [
      'unused',
      'Target.IpUnusable',
      'The IP address cannot be used as a target because it is in use by a load balancer',
    ],
  )
})

test('while all targets drain there is none for a request', async () => {
  await using target = await openTarget()
  const balancer = await openBalancer(target)
  await using server = await openServer((_request, response) => response.end('here'))
  const description = await balancer.register(server)
  assert.equal(await (await fetch(balancer.url)).text(), 'here')
  await balancer.elb.send(
    new DeregisterTargetsCommand({
      TargetGroupArn: balancer.targetGroupArn,
      Targets: [description],
    }),
  )
  const [{ State, Reason, Description } = {}] = await balancer.health()
  assert.deepEqual(
    [State, Reason, Description],
    ['draining', 'Target.DeregistrationInProgress', 'Target deregistration is in progress'],
  )
  assert.equal((await fetch(balancer.url)).status, 503)
})

test('a load balancer that is deleted leaves its targets unused', async () => {
  await using target = await openTarget()
  const balancer = await openBalancer(target)
  await using server = await openServer((_request, response) => response.end())
  await balancer.register(server)
  const { elb, loadBalancerArn: LoadBalancerArn } = balancer
  await elb.send(new DeleteLoadBalancerCommand({ LoadBalancerArn }))
  assert.deepEqual(await settled(balancer, 'unused'), [
    'Target.NotInUse',
    'Target group is not configured to receive traffic from the load balancer',
  ])
  await elb.send(new DeleteTargetGroupCommand({ TargetGroupArn: balancer.targetGroupArn }))
})
