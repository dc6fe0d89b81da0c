import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  CreateListenerCommand,
  DeleteListenerCommand,
  DeregisterTargetsCommand,
  DescribeTargetHealthCommand,
  ModifyTargetGroupAttributesCommand,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { descriptionOf, openBalancer, openServer } from '../../../support/balancer.ts'
import { openTarget } from '../../../support/target.ts'
import { until } from '../../../support/until.ts'

test('a target is registering, then healthy after one pass, and unhealthy after its failures', async () => {
  await using target = await openTarget()
  const balancer = await openBalancer(target)
  let status = 200
  await using server = await openServer((_request, response) => response.writeHead(status).end())
  await balancer.register(server)
  assert.deepEqual(
    (await balancer.health()).map(({ State, Reason, Description }) => [State, Reason, Description]),
    [['healthy', undefined, undefined]],
  )
  status = 404
  const [sick] = await until('an unhealthy target', async () => {
    const states = await balancer.health()
    return states[0]!.State === 'unhealthy' && states
  })
  assert.equal(sick!.Reason, 'Target.ResponseCodeMismatch')
  assert.equal(sick!.Description, 'Health checks failed with these codes: [404]')
  status = 200
  await until('a target that has recovered', async () => {
    const [state] = await balancer.health()
    return state!.State === 'healthy'
  })
})

test('a target that never passes is initial until it is unhealthy, and the reason says why', async () => {
  await using target = await openTarget()
  const balancer = await openBalancer(target)
  await using silent = await openServer(() => {})
  const closed = await openServer(() => {})
  const gone = descriptionOf(closed)
  await closed[Symbol.asyncDispose]()
  await balancer.elb.send(
    new RegisterTargetsCommand({
      TargetGroupArn: balancer.targetGroupArn,
      Targets: [descriptionOf(silent), gone],
    }),
  )
  const initial = await balancer.health()
  assert.ok(initial.every(({ State }) => State === 'initial'))
  assert.ok(
    initial.every(({ Reason }) =>
      ['Elb.RegistrationInProgress', 'Elb.InitialHealthChecking'].includes(Reason!),
    ),
  )
  const settled = await until('both unhealthy', async () => {
    const states = await balancer.health()
    return states.every(({ State }) => State === 'unhealthy') && states
  })
  assert.deepEqual(
    settled.map(({ Reason, Description }) => [Reason, Description]),
    [
      ['Target.Timeout', 'Request timed out'],
      ['Target.FailedHealthChecks', 'Health checks failed'],
    ],
  )
})

test('a target is unused while no listener forwards to its group', async () => {
  await using target = await openTarget()
  const balancer = await openBalancer(target)
  const { elb, listenerArn, targetGroupArn, loadBalancerArn } = balancer
  await elb.send(new DeleteListenerCommand({ ListenerArn: listenerArn }))
  let checks = 0
  await using server = await openServer((_request, response) => {
    checks += 1
    response.end()
  })
  const description = descriptionOf(server)
  await elb.send(
    new RegisterTargetsCommand({ TargetGroupArn: targetGroupArn, Targets: [description] }),
  )
  const [unused] = await balancer.health()
  assert.equal(unused!.Reason, 'Target.NotInUse')
  assert.equal(
    unused!.Description,
    'Target group is not configured to receive traffic from the load balancer',
  )
  assert.equal(checks, 0)
  await elb.send(
    new CreateListenerCommand({
      LoadBalancerArn: loadBalancerArn,
      Protocol: 'HTTP',
      Port: 80,
      DefaultActions: [{ Type: 'forward', TargetGroupArn: targetGroupArn }],
    }),
  )
  await until('a healthy target', async () => (await balancer.health())[0]!.State === 'healthy')
  const { TargetHealthDescriptions } = await elb.send(
    new DescribeTargetHealthCommand({
      TargetGroupArn: targetGroupArn,
      Targets: [{ Id: '10.0.0.1', Port: 1 }],
    }),
  )
  assert.deepEqual(TargetHealthDescriptions![0]!.TargetHealth, {
    State: 'unused',
    Reason: 'Target.NotRegistered',
    Description: 'Target is not registered to the target group',
  })
})

test('a target drains for the deregistration delay, finishing what is in flight, and is gone', async () => {
  await using target = await openTarget()
  const balancer = await openBalancer(target)
  const { elb, targetGroupArn } = balancer
  await elb.send(
    new ModifyTargetGroupAttributesCommand({
      TargetGroupArn: targetGroupArn,
      Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '20' }],
    }),
  )
  const arrived = Promise.withResolvers<void>()
  const released = Promise.withResolvers<void>()
  await using leaving = await openServer(async ({ url }, response) => {
    if (url === '/slow') {
      arrived.resolve()
      await released.promise
    }
    response.end('leaving')
  })
  await using staying = await openServer((_request, response) => response.end('staying'))
  const description = await balancer.register(leaving)
  const slow = fetch(`${balancer.url}/slow`)
  await arrived.promise
  await balancer.register(staying)
  await elb.send(
    new DeregisterTargetsCommand({ TargetGroupArn: targetGroupArn, Targets: [description] }),
  )
  const draining = (await balancer.health()).find(({ port }) => port === description.Port)
  assert.equal(draining!.Reason, 'Target.DeregistrationInProgress')
  assert.equal(draining!.Description, 'Target deregistration is in progress')
  for (let count = 0; count < 4; count += 1)
    assert.equal(await (await fetch(balancer.url)).text(), 'staying')
  released.resolve()
  assert.equal(await (await slow).text(), 'leaving')
  await until('the target to be gone', async () => (await balancer.health()).length === 1)
})
