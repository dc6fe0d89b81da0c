import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type Action,
  CreateRuleCommand,
  ModifyListenerAttributesCommand,
  ModifyListenerCommand,
  ModifyTargetGroupAttributesCommand,
  type RuleCondition,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { openBalancer, openServer } from '../../../../support/balancer.ts'
import { exchange, get } from '../../../../support/exchange.ts'
import { openEmulator } from '../../../../support/target.ts'

test('rules decide by path, host, method, header, query and source', async () => {
  await using target = await openEmulator()
  const balancer = await openBalancer(target)
  const conditions: [string, RuleCondition][] = [
    ['path', { Field: 'path-pattern', Values: ['/api/*'] }],
    ['host', { Field: 'host-header', Values: ['*.Example.com'] }],
    ['method', { Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['DELETE'] } }],
    [
      'header',
      { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'X-Kind', Values: ['B?ta'] } },
    ],
    ['query', { Field: 'query-string', QueryStringConfig: { Values: [{ Key: 'v', Value: '2' }] } }],
    ['source', { Field: 'source-ip', SourceIpConfig: { Values: ['127.0.0.0/8'] } }],
  ]
  for (const [index, [MessageBody, condition]] of conditions.entries())
    await balancer.elb.send(
      new CreateRuleCommand({
        ListenerArn: balancer.listenerArn,
        Priority: index + 1,
        Conditions: [condition],
        Actions: [
          { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '200', MessageBody } },
        ],
      }),
    )
  const { port } = new URL(await balancer.published())
  const ask = async (path: string, options: object = {}) =>
    (await exchange({ host: '127.0.0.1', port, path, ...options })).body
  assert.equal(await ask('/api/x'), 'path')
  assert.equal(await ask('/API/x', { headers: { host: 'www.example.com' } }), 'host')
  assert.equal(await ask('/', { method: 'DELETE' }), 'method')
  assert.equal(await ask('/', { headers: { 'x-kind': 'beta' } }), 'header')
  assert.equal(await ask('/?u=1&v=2'), 'query')
  assert.equal(await ask('/?v=1'), 'source')
})

test('a path of many wildcards is decided at once, whatever is asked for', async () => {
  await using target = await openEmulator()
  const balancer = await openBalancer(target)
  await balancer.elb.send(
    new CreateRuleCommand({
      ListenerArn: balancer.listenerArn,
      Priority: 1,
      Conditions: [{ Field: 'path-pattern', Values: ['/*a*a*a*a*b'] }],
      Actions: [
        { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '200', MessageBody: 'b' } },
      ],
    }),
  )
  const { port } = new URL(await balancer.published())
  const ask = async (path: string) => (await exchange({ host: '127.0.0.1', port, path })).body
  assert.notEqual(await ask(`/${'a'.repeat(3000)}`), 'b')
  assert.equal(await ask(`/${'a'.repeat(3000)}b`), 'b')
})

test('a redirect fills its template, a forward spreads by weight', async () => {
  await using target = await openEmulator()
  const balancer = await openBalancer(target)
  const set = (action: Action) =>
    balancer.elb.send(
      new ModifyListenerCommand({
        ListenerArn: balancer.listenerArn,
        DefaultActions: [action],
      }),
    )
  await set({
    Type: 'redirect',
    RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' },
  })
  const moved = await get(target, '/a/b?c=d', `${balancer.name}.elb.localhost:80`)
  assert.equal(moved.status, 301)
  assert.equal(moved.headers.location, `https://${balancer.name}.elb.localhost:443/a/b?c=d`)
  assert.equal(
    moved.body,
    '<html>\r\n<head><title>301 Moved Permanently</title></head>\r\n<body>\r\n<center><h1>301 Moved Permanently</h1></center>\r\n</body>\r\n</html>\r\n',
  )

  await using heavy = await openServer((_request, response) => response.end('heavy'))
  await using light = await openServer((_request, response) => response.end('light'))
  const group = await balancer.createGroup()
  await set({
    Type: 'forward',
    ForwardConfig: {
      TargetGroups: [
        { TargetGroupArn: balancer.targetGroupArn, Weight: 3 },
        { TargetGroupArn: group, Weight: 1 },
      ],
    },
  })
  await balancer.register(heavy)
  await balancer.register(light, group)
  const answers = []
  for (let count = 0; count < 8; count += 1) answers.push(await (await fetch(balancer.url)).text())
  assert.equal(answers.filter((answer) => answer === 'heavy').length, 6)
})

test('a client with the balancer’s cookie stays with its target', async () => {
  await using target = await openEmulator()
  const balancer = await openBalancer(target)
  await using one = await openServer((_request, response) => response.end('one'))
  await using two = await openServer((_request, response) => response.end('two'))
  await balancer.register(one)
  await balancer.register(two)
  await balancer.elb.send(
    new ModifyTargetGroupAttributesCommand({
      TargetGroupArn: balancer.targetGroupArn,
      Attributes: [{ Key: 'stickiness.enabled', Value: 'true' }],
    }),
  )
  const first = await fetch(balancer.url)
  const [set, cors] = first.headers.getSetCookie()
  assert.match(set!, /^AWSALB=[^;]+; Expires=[^;]+; Path=\/$/)
  assert.match(cors!, /^AWSALBCORS=[^;]+; Expires=[^;]+; Path=\/; SameSite=None$/)
  const own = await first.text()
  for (let count = 0; count < 4; count += 1) {
    const next = await fetch(balancer.url, { headers: { cookie: set!.split(';')[0]! } })
    assert.equal(await next.text(), own)
  }
})

test('a listener’s attributes set and take away fields of every answer', async () => {
  await using target = await openEmulator()
  const balancer = await openBalancer(target)
  await using server = await openServer((_request, response) => {
    response.setHeader('Server', 'express').setHeader('X-Frame-Options', 'SAMEORIGIN').end('ok')
  })
  const fields = async () => {
    const { headers } = await fetch(balancer.url)
    return [headers.get('server'), headers.get('x-frame-options')]
  }
  const set = (attributes: Record<string, string>) =>
    balancer.elb.send(
      new ModifyListenerAttributesCommand({
        ListenerArn: balancer.listenerArn,
        Attributes: Object.entries(attributes).map(([Key, Value]) => ({ Key, Value })),
      }),
    )
  assert.deepEqual(await fields(), ['awselb/2.0', null])
  await set({ 'routing.http.response.x_frame_options.header_value': 'DENY' })
  assert.deepEqual(await fields(), ['awselb/2.0', 'DENY'])
  await balancer.register(server)
  assert.deepEqual(await fields(), ['express', 'DENY'])
  await set({ 'routing.http.response.server.enabled': 'false' })
  assert.deepEqual(await fields(), [null, 'DENY'])
})
