import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import {
  DescribeRulesCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { ensureRule, readRule, removeRules } from '../../../scripts/resources/rule.ts'
import { openBalancer } from '../../support/balancer.ts'
import { enterCheckout, writeFiles } from '../../support/checkout.ts'
import { openContext } from '../../support/context.ts'
import { openTarget, unique } from '../../support/target.ts'

const target = await openTarget()
after(() => target[Symbol.asyncDispose]())
const elb = new ElasticLoadBalancingV2Client(target.config)

const pathRule = (path: string, Priority = 10) => ({
  Priority,
  Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: [path] } }],
})

/** A checkout whose service `api` has this `rule.json`, and a listener with the target group of the service. */
async function open(file: object) {
  const checkout = enterCheckout({
    '.aws/api/task-definition.json': {},
    '.aws/api/service.json': {},
    '.aws/api/target-group.json': {},
    '.aws/api/rule.json': file,
  })
  const { listenerArn: listener, createGroup } = await openBalancer(target)
  const group = await createGroup()
  const name = unique('shop')
  const { context, lines } = openContext(target, name)
  const dry = openContext(target, name, { dryRun: true })
  const service = context.services[0]!
  const to = { listener, group, values: { HOST: 'api.example.com' } }
  return {
    lines,
    dry,
    ensure: (by = context) => ensureRule(by, service, to),
    /** The same service with another target group. */
    ensureOther: async () => ensureRule(context, service, { ...to, group: await createGroup() }),
    remove: (by = context) => removeRules(by, service, to),
    rules: async () => {
      const { Rules = [] } = await elb.send(new DescribeRulesCommand({ ListenerArn: listener }))
      return Rules.filter(({ IsDefault }) => !IsDefault).map((rule) => ({
        priority: rule.Priority,
        values: rule.Conditions?.flatMap(
          ({ PathPatternConfig, HostHeaderConfig }) =>
            PathPatternConfig?.Values ?? HostHeaderConfig?.Values ?? [],
        ),
        forwards: rule.Actions?.[0]?.TargetGroupArn === group,
      }))
    },
    change: (changed: object) => writeFiles(checkout.folder, { '.aws/api/rule.json': changed }),
    [Symbol.dispose]: () => checkout[Symbol.dispose](),
  }
}

test('a rule forwards the requests of its conditions to the service, and is unchanged after that', async () => {
  using it = await open({
    Priority: 10,
    Conditions: [
      { Field: 'path-pattern', PathPatternConfig: { Values: ['/api/*', '/rpc/*'] } },
      { Field: 'host-header', HostHeaderConfig: { Values: ['${HOST}'] } },
    ],
  })
  await it.ensure()
  await it.ensure()
  assert.deepEqual(await it.rules(), [
    { priority: '10', values: ['/api/*', '/rpc/*', 'api.example.com'], forwards: true },
  ])
  assert.deepEqual(it.lines(), [
    'created      rule for service api',
    'unchanged    rule for service api',
  ])
})

test('conditions in their short form are unchanged too', async () => {
  using it = await open({
    Priority: 1,
    Conditions: [{ Field: 'path-pattern', Values: ['/api/*'] }],
  })
  await it.ensure()
  await it.ensure()
  assert.deepEqual(it.lines(), [
    'created      rule for service api',
    'unchanged    rule for service api',
  ])
})

test('other conditions and another priority update the rule', async () => {
  using it = await open(pathRule('/api/*'))
  await it.ensure()
  it.change(pathRule('/v2/*'))
  await it.ensure()
  assert.deepEqual(await it.rules(), [{ priority: '10', values: ['/v2/*'], forwards: true }])
  it.change(pathRule('/v2/*', 20))
  await it.ensure()
  it.change(pathRule('/v3/*', 30))
  await it.ensure()
  assert.deepEqual(await it.rules(), [{ priority: '30', values: ['/v3/*'], forwards: true }])
  await it.ensure()
  assert.deepEqual(it.lines().slice(1), [
    'updated      rule for service api',
    'updated      rule for service api',
    'updated      rule for service api',
    'unchanged    rule for service api',
  ])
})

test('a priority that another rule has is rejected with AWS’s error', async () => {
  using it = await open(pathRule('/api/*'))
  await it.ensure()
  await assert.rejects(it.ensureOther(), ({ message, cause }: Error) => {
    assert.equal(message, 'could not create rule for service api')
    assert.equal((cause as Error).name, 'PriorityInUseException')
    return true
  })
})

test('the rule of a service without rule.json is removed', async () => {
  using it = await open(pathRule('/api/*'))
  await it.ensure()
  await it.remove()
  await it.remove()
  assert.deepEqual(await it.rules(), [])
  assert.deepEqual(it.lines().slice(1), ['deleted      rule for service api'])
})

test('a dry run changes nothing', async () => {
  using it = await open(pathRule('/api/*'))
  const { context, lines } = it.dry
  await it.ensure(context)
  assert.deepEqual(await it.rules(), [])
  await it.ensure()
  it.change(pathRule('/v2/*', 20))
  await it.ensure(context)
  await it.remove(context)
  assert.deepEqual(await it.rules(), [{ priority: '10', values: ['/api/*'], forwards: true }])
  assert.deepEqual(lines(), [
    'would create rule for service api',
    'would update rule for service api',
    'would delete rule for service api',
  ])
})

test('a dry run for a listener that does not exist would create the rule', async () => {
  using it = await open(pathRule('/api/*'))
  const { context, lines } = it.dry
  await ensureRule(context, context.services[0]!, {
    listener: '(listener on port 80, not created yet)',
    group: '(target group shop-api, not created yet)',
    values: {},
  })
  assert.deepEqual(lines(), ['would create rule for service api'])
})

test('an invalid file is rejected before anything is sent', () => {
  const rejects = (file: object, message: string) => {
    using _ = enterCheckout({ '.aws/api/rule.json': file })
    const service = { name: 'api' } as Parameters<typeof readRule>[0]
    assert.throws(() => readRule(service, {}), { message: `.aws/api/rule.json${message}` })
  }
  rejects({ Priority: 1 }, ' needs a Priority and Conditions')
  rejects({ Priority: 1, Conditions: [] }, ' needs a Priority and Conditions')
  rejects({ Conditions: pathRule('/').Conditions }, ' needs a Priority and Conditions')
  rejects(
    { Priority: 1, Conditions: [{ Field: 'path-pattern', PathPattern: ['/'] }] },
    ': unknown member Conditions[0].PathPattern of RuleCondition: did you mean PathPatternConfig?',
  )
})
