import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2'
import {
  ensureListener,
  listListeners,
  removeListeners,
} from '../../../scripts/resources/listener.ts'
import type { DesiredListener } from '../../../scripts/release/load-balancer-file.ts'
import { ensureLoadBalancer, removeLoadBalancer } from '../../../scripts/resources/load-balancer.ts'
import { ensureTargetGroup, removeTargetGroup } from '../../../scripts/resources/target-group.ts'
import { defaultNetwork, openGroups } from '../../support/balancer.ts'
import { enterCheckout } from '../../support/checkout.ts'
import { openContext } from '../../support/context.ts'
import { openTarget, unique } from '../../support/target.ts'

const target = await openTarget()
after(() => target[Symbol.asyncDispose]())
const { vpcId: vpc, subnetIds: subnets } = await defaultNetwork(target)
const [securityGroup = ''] = await openGroups(target, vpc)

const http: DesiredListener = { Protocol: 'HTTP', Port: 80 }
const notFound: Action = {
  Type: 'fixed-response',
  FixedResponseConfig: { StatusCode: '404', ContentType: 'text/plain', MessageBody: 'not found' },
}

/** A load balancer without a listener, and a target group. */
async function open() {
  using _ = enterCheckout({
    '.aws/api/task-definition.json': {},
    '.aws/api/service.json': {},
    '.aws/api/target-group.json': { TargetType: 'ip', Protocol: 'HTTP', Port: 80 },
  })
  const name = unique('shop')
  const { context, lines } = openContext(target, name)
  const service = context.services[0]!
  const balancer = await ensureLoadBalancer(context, {
    desired: { input: {}, listeners: [] },
    network: { vpc, subnets },
    securityGroup,
  })
  const group = await ensureTargetGroup(context, service, { vpc, values: {} })
  lines()
  const dry = openContext(target, name, { dryRun: true })
  return {
    context,
    lines,
    group,
    dry,
    balancer,
    ensure: (desired: DesiredListener, forwarding: string | undefined = group) =>
      ensureListener(context, desired, { balancer, group: forwarding }),
    ensureNoDefault: () => ensureListener(context, http, { balancer, group: undefined }),
    list: () => listListeners(context),
    [Symbol.asyncDispose]: async () => {
      await removeListeners(context)
      await removeLoadBalancer(context)
      await removeTargetGroup(context, service)
    },
  }
}

test('a listener without actions forwards to the default service, and is unchanged after that', async () => {
  await using it = await open()
  const arn = await it.ensure(http)
  assert.equal(await it.ensure(http), arn)
  const [listener] = await it.list()
  assert.equal(listener?.DefaultActions?.[0]?.TargetGroupArn, it.group)
  assert.deepEqual(it.lines(), [
    'created      listener on port 80',
    'unchanged    listener on port 80',
  ])
})

test('without a default service a request that no rule matches is not found', async () => {
  await using it = await open()
  await it.ensureNoDefault()
  const [listener] = await it.list()
  assert.partialDeepStrictEqual(listener?.DefaultActions?.[0], notFound)
  await it.ensureNoDefault()
  await it.ensure(http)
  assert.equal((await it.list())[0]?.DefaultActions?.[0]?.TargetGroupArn, it.group)
  assert.deepEqual(it.lines(), [
    'created      listener on port 80',
    'unchanged    listener on port 80',
    'updated      listener on port 80',
  ])
})

test('a listener has the actions of its file', async () => {
  await using it = await open()
  const redirect: Action = {
    Type: 'redirect',
    RedirectConfig: { Protocol: 'HTTP', Port: '8080', StatusCode: 'HTTP_301' },
  }
  await it.ensure({ ...http, DefaultActions: [redirect] })
  await it.ensure({ ...http, DefaultActions: [redirect] })
  await it.ensure({ Protocol: 'HTTP', Port: 8080 })
  const [first, second] = await it.list()
  assert.partialDeepStrictEqual(first?.DefaultActions?.[0], redirect)
  assert.equal(second?.Port, 8080)
  await it.ensure({ ...http, DefaultActions: [notFound] })
  assert.equal((await it.list())[0]?.DefaultActions?.[0]?.Type, 'fixed-response')
  assert.deepEqual(it.lines(), [
    'created      listener on port 80',
    'unchanged    listener on port 80',
    'created      listener on port 8080',
    'updated      listener on port 80',
  ])
})

test('a dry run creates and changes nothing', async () => {
  await using it = await open()
  const { context, lines } = it.dry
  const to = { balancer: it.balancer, group: it.group }
  assert.equal(await ensureListener(context, http, to), '(listener on port 80, not created yet)')
  assert.deepEqual(await it.list(), [])
  await it.ensure(http)
  await ensureListener(context, { ...http, DefaultActions: [notFound] }, to)
  assert.equal((await it.list())[0]?.DefaultActions?.[0]?.Type, 'forward')
  assert.deepEqual(lines(), [
    'would create listener on port 80',
    'would update listener on port 80',
  ])
})

test('without a load balancer there is no listener', async () => {
  using _ = enterCheckout({ '.aws/api/task-definition.json': {} })
  assert.deepEqual(await listListeners(openContext(target, unique('shop')).context), [])
})
