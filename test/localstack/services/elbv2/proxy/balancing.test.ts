import assert from 'node:assert/strict'
import { createServer } from 'node:https'
import { test } from 'node:test'
import {
  ModifyListenerCommand,
  ModifyTargetGroupAttributesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { issueCertificate } from '../../../../../scripts/certificates/certificate.ts'
import { openBalancer, openServer } from '../../../../support/balancer.ts'
import { movableClock } from '../../../../support/clock.ts'
import { privateAddress } from '../../../../support/private-address.ts'
import { openEmulator } from '../../../../support/target.ts'

type Balancer = Awaited<ReturnType<typeof openBalancer>>

const set = (
  { elb, targetGroupArn }: Balancer,
  attributes: Record<string, string>,
  group = targetGroupArn,
) =>
  elb.send(
    new ModifyTargetGroupAttributesCommand({
      TargetGroupArn: group,
      Attributes: Object.entries(attributes).map(([Key, Value]) => ({ Key, Value })),
    }),
  )

const named = (name: string) => openServer((_request, response) => response.end(name))

async function ask(url: string, count: number): Promise<string[]> {
  const answers: string[] = []
  for (let asked = 0; asked < count; asked += 1) answers.push(await (await fetch(url)).text())
  return answers
}

/** A target with a certificate that no one vouches for. */
async function openSecureServer(text: string) {
  const server = createServer(
    issueCertificate({ names: ['target'], now: new Date() }),
    (_request, response) => response.end(text),
  )
  await new Promise<void>((resolve) => server.listen(0, privateAddress(), resolve))
  return Object.assign(server, {
    [Symbol.asyncDispose]: async () => {
      server.close()
      server.closeAllConnections()
    },
  })
}

/** The cookies of an answer, as a client sends them back. */
const cookiesOf = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0]!)
    .join('; ')

test('least outstanding requests: who is busy gets no more', async () => {
  await using target = await openEmulator()
  const balancer = await openBalancer(target)
  await set(balancer, { 'load_balancing.algorithm.type': 'least_outstanding_requests' })
  const arrived = Promise.withResolvers<void>()
  const released = Promise.withResolvers<void>()
  await using busy = await openServer(async ({ url }, response) => {
    if (url === '/hold') {
      arrived.resolve()
      await released.promise
    }
    response.end('busy')
  })
  await balancer.register(busy)
  const held = fetch(`${balancer.url}/hold`)
  await arrived.promise
  await using free = await named('free')
  await balancer.register(free)
  assert.deepEqual(await ask(balancer.url, 5), Array(5).fill('free'))
  released.resolve()
  assert.equal(await (await held).text(), 'busy')
  assert.deepEqual(new Set(await ask(balancer.url, 4)), new Set(['busy', 'free']))
})

test('slow start: a new target gets its full share only after a while', async () => {
  const clock = movableClock()
  await using target = await openEmulator({ clock: { ...clock, rate: 1 } })
  const balancer = await openBalancer(target)
  await using old = await named('old')
  await balancer.register(old)
  await set(balancer, { 'slow_start.duration_seconds': '900' })
  clock.forward(900)
  await using fresh = await named('fresh')
  await balancer.register(fresh)
  const first = await ask(balancer.url, 40)
  assert.ok(first.filter((name) => name === 'fresh').length < 10)
  clock.forward(900)
  const later = await ask(balancer.url, 40)
  assert.equal(later.filter((name) => name === 'fresh').length, 20)
})

test('stickiness by the application’s cookie begins with it', async () => {
  await using target = await openEmulator()
  const balancer = await openBalancer(target)
  const open = (name: string) =>
    openServer(({ url }, response) => {
      if (url === '/login') response.setHeader('Set-Cookie', 'session=1')
      response.end(name)
    })
  await using one = await open('one')
  await using two = await open('two')
  await balancer.register(one)
  await balancer.register(two)
  await set(balancer, {
    'stickiness.enabled': 'true',
    'stickiness.type': 'app_cookie',
    'stickiness.app_cookie.cookie_name': 'session',
  })
  assert.deepEqual((await fetch(balancer.url)).headers.getSetCookie(), [])
  const login = await fetch(`${balancer.url}/login`)
  const cookies = login.headers.getSetCookie()
  assert.equal(cookies[0], 'session=1')
  assert.match(cookies[1]!, /^AWSALBAPP-0=[^;]+; Expires=[^;]+; Path=\/$/)
  const mine = await login.text()
  for (let count = 0; count < 4; count += 1) {
    const answer = await fetch(balancer.url, { headers: { cookie: cookiesOf(login) } })
    assert.equal(await answer.text(), mine)
  }
})

test('a group with a small weight gets its share early', async () => {
  await using target = await openEmulator()
  const balancer = await openBalancer(target)
  await using blue = await named('blue')
  await using green = await named('green')
  const group = await balancer.createGroup()
  await balancer.elb.send(
    new ModifyListenerCommand({
      ListenerArn: balancer.listenerArn,
      DefaultActions: [
        {
          Type: 'forward',
          ForwardConfig: {
            TargetGroups: [
              { TargetGroupArn: balancer.targetGroupArn, Weight: 90 },
              { TargetGroupArn: group, Weight: 10 },
            ],
          },
        },
      ],
    }),
  )
  await balancer.register(blue)
  await balancer.register(green, group)
  const answers = await ask(balancer.url, 20)
  assert.equal(answers.filter((name) => name === 'green').length, 2)
})

test('stickiness to a group outlives its weight', async () => {
  await using target = await openEmulator()
  const balancer = await openBalancer(target)
  await using blue = await named('blue')
  await using green = await named('green')
  const group = await balancer.createGroup()
  const shift = (blueWeight: number, greenWeight: number) =>
    balancer.elb.send(
      new ModifyListenerCommand({
        ListenerArn: balancer.listenerArn,
        DefaultActions: [
          {
            Type: 'forward',
            ForwardConfig: {
              TargetGroups: [
                { TargetGroupArn: balancer.targetGroupArn, Weight: blueWeight },
                { TargetGroupArn: group, Weight: greenWeight },
              ],
              TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: 60 },
            },
          },
        ],
      }),
    )
  await shift(100, 0)
  await balancer.register(blue)
  await balancer.register(green, group)
  const first = await fetch(balancer.url)
  assert.equal(await first.text(), 'blue')
  const [cookie, twin] = first.headers.getSetCookie()
  assert.match(cookie!, /^AWSALBTG=[^;]+; Expires=[^;]+; Path=\/$/)
  assert.match(twin!, /^AWSALBTGCORS=[^;]+; Expires=[^;]+; Path=\/; SameSite=None$/)
  await shift(0, 100)
  assert.equal(await (await fetch(balancer.url)).text(), 'green')
  const mine = await fetch(balancer.url, { headers: { cookie: cookiesOf(first) } })
  assert.equal(await mine.text(), 'blue')
})

test('a target that speaks HTTPS is spoken to in HTTPS', async () => {
  await using target = await openEmulator()
  const balancer = await openBalancer(target, { Protocol: 'HTTPS', HealthCheckProtocol: 'HTTPS' })
  await using server = await openSecureServer('over TLS')
  await balancer.register(server)
  assert.deepEqual(await ask(balancer.url, 2), ['over TLS', 'over TLS'])
})
