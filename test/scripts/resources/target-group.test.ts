import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import {
  DescribeTargetGroupAttributesCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import {
  ensureTargetGroup,
  findTargetGroup,
  readTargetGroup,
  removeTargetGroup,
} from '../../../scripts/resources/target-group.ts'
import { defaultNetwork } from '../../support/balancer.ts'
import { enterCheckout, writeFiles } from '../../support/checkout.ts'
import { openContext } from '../../support/context.ts'
import { openTarget, unique } from '../../support/target.ts'

const target = await openTarget()
after(() => target[Symbol.asyncDispose]())
const { vpcId: vpc } = await defaultNetwork(target)

const input = { TargetType: 'ip', Protocol: 'HTTP', Port: 3000, HealthCheckPath: '/healthz' }

/** A checkout of one service with this `target-group.json`. */
function open(file: object, { dryRun = false, name = unique('shop') } = {}) {
  const checkout = enterCheckout({
    '.aws/api/task-definition.json': {},
    '.aws/api/service.json': {},
    '.aws/api/target-group.json': file,
  })
  const { context, lines } = openContext(target, name, { dryRun })
  const service = context.services[0]!
  return {
    name,
    lines,
    find: () => findTargetGroup(context, service),
    ensure: () => ensureTargetGroup(context, service, { vpc, values: { PATH: '/up' } }),
    remove: () => removeTargetGroup(context, service),
    change: (changed: object) =>
      writeFiles(checkout.folder, { '.aws/api/target-group.json': changed }),
    [Symbol.dispose]: () => checkout[Symbol.dispose](),
  }
}

async function attributesOf(TargetGroupArn: string) {
  const { Attributes = [] } = await new ElasticLoadBalancingV2Client(target.config).send(
    new DescribeTargetGroupAttributesCommand({ TargetGroupArn }),
  )
  return Object.fromEntries(Attributes.map(({ Key, Value }) => [Key, Value]))
}

const delay = (Value: string) => [{ Key: 'deregistration_delay.timeout_seconds', Value }]

test('a target group is created as its file says, with its attributes, and is unchanged after that', async () => {
  using it = open({ ...input, HealthCheckPath: '${PATH}', Attributes: delay('5') })
  const arn = await it.ensure()
  const group = await it.find()
  assert.equal(group?.TargetGroupArn, arn)
  assert.partialDeepStrictEqual(group, {
    TargetGroupName: `${it.name}-api`,
    ...input,
    HealthCheckPath: '/up',
    VpcId: vpc,
  })
  assert.equal((await attributesOf(arn))['deregistration_delay.timeout_seconds'], '5')
  assert.equal(await it.ensure(), arn)
  assert.deepEqual(it.lines(), [
    `created      target group ${it.name}-api`,
    `unchanged    target group ${it.name}-api`,
  ])
  await it.remove()
  assert.equal(await it.find(), undefined)
})

test('another health check or attribute is an update', async () => {
  using it = open(input)
  const arn = await it.ensure()
  it.change({ ...input, HealthCheckPath: '/ready', Attributes: delay('7') })
  await it.ensure()
  assert.equal((await it.find())?.HealthCheckPath, '/ready')
  assert.equal((await attributesOf(arn))['deregistration_delay.timeout_seconds'], '7')
  it.change({ ...input, HealthCheckPath: '/ready', Attributes: delay('8') })
  await it.ensure()
  assert.equal((await attributesOf(arn))['deregistration_delay.timeout_seconds'], '8')
  await it.ensure()
  assert.deepEqual(it.lines().slice(1), [
    `updated      target group ${it.name}-api`,
    '               HealthCheckPath: "/healthz" -> "/ready"',
    '               deregistration_delay.timeout_seconds: "300" -> "7"',
    `updated      target group ${it.name}-api`,
    '               deregistration_delay.timeout_seconds: "7" -> "8"',
    `unchanged    target group ${it.name}-api`,
  ])
  await it.remove()
})

test('a port that AWS cannot change is rejected, and the health check stays', async () => {
  using it = open(input)
  await it.ensure()
  it.change({ ...input, Port: 4000, HealthCheckPath: '/ready' })
  await assert.rejects(it.ensure(), ({ cause }: Error) => {
    assert.equal(
      (cause as Error).message,
      `Port of target group ${it.name}-api cannot be changed: run \`npm run destroy\`, or give the service another name`,
    )
    return true
  })
  assert.equal((await it.find())?.HealthCheckPath, '/healthz')
  await it.remove()
})

test('a dry run creates and changes nothing', async () => {
  using it = open(input)
  using dry = open(input, { dryRun: true, name: it.name })
  assert.equal(await dry.ensure(), `(target group ${it.name}-api, not created yet)`)
  assert.equal(await it.find(), undefined)
  await it.ensure()
  dry.change({ ...input, HealthCheckPath: '/ready' })
  await dry.ensure()
  assert.equal((await it.find())?.HealthCheckPath, '/healthz')
  assert.deepEqual(dry.lines(), [
    `would create target group ${it.name}-api`,
    `would update target group ${it.name}-api`,
    '               HealthCheckPath: "/healthz" -> "/ready"',
  ])
  await it.remove()
})

test('an unknown member is rejected before anything is sent', () => {
  const read = (file: object) => {
    using _ = enterCheckout({ '.aws/api/target-group.json': file })
    return readTargetGroup({ name: 'api' } as Parameters<typeof readTargetGroup>[0], {})
  }
  assert.throws(() => read({ ...input, HealthCheckpath: '/' }), {
    message:
      '.aws/api/target-group.json: unknown member HealthCheckpath of CreateTargetGroupInput: did you mean HealthCheckPath?',
  })
  assert.throws(() => read({ ...input, Attributes: [{ Name: 'x' }] }), {
    message:
      '.aws/api/target-group.json: unknown member Name of TargetGroupAttribute: the members are Key, Value',
  })
  assert.throws(() => read({ ...input, Attributes: {} }), {
    message: '.aws/api/target-group.json: Attributes must be a list',
  })
})
