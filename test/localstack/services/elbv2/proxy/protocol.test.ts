import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request as send } from 'node:http'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import {
  CreateListenerCommand,
  DescribeLoadBalancersCommand,
  ModifyLoadBalancerAttributesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { openBalancer, openServer } from '../../../../support/balancer.ts'
import { movableClock } from '../../../../support/clock.ts'
import { openRawClient } from '../../../../support/raw-client.ts'
import { openRawServer } from '../../../../support/raw-server.ts'
import { openEmulator } from '../../../../support/target.ts'
import { until } from '../../../../support/until.ts'

type Balancer = Awaited<ReturnType<typeof openBalancer>>

const set = ({ elb, loadBalancerArn }: Balancer, attributes: Record<string, string>) =>
  elb.send(
    new ModifyLoadBalancerAttributesCommand({
      LoadBalancerArn: loadBalancerArn,
      Attributes: Object.entries(attributes).map(([Key, Value]) => ({ Key, Value })),
    }),
  )

async function dnsNameOf({ elb, loadBalancerArn }: Balancer) {
  const { LoadBalancers } = await elb.send(
    new DescribeLoadBalancersCommand({ LoadBalancerArns: [loadBalancerArn] }),
  )
  return LoadBalancers![0]!.DNSName!
}

/** A listener on a port that is no default one. */
async function listenOn(
  { elb, loadBalancerArn, targetGroupArn, published }: Balancer,
  Port: number,
) {
  const { Listeners } = await elb.send(
    new CreateListenerCommand({
      LoadBalancerArn: loadBalancerArn,
      Protocol: 'HTTP',
      Port,
      DefaultActions: [{ Type: 'forward', TargetGroupArn: targetGroupArn }],
    }),
  )
  return published(Listeners![0]!.ListenerArn)
}

test('attributes say what becomes of X-Forwarded-For, of the host and of invalid names', async () => {
  await using target = await openEmulator()
  const balancer = await openBalancer(target)
  await using server = await openServer(({ rawHeaders }, response) =>
    response.end(JSON.stringify(rawHeaders)),
  )
  await balancer.register(server)
  const on80 = await balancer.published()
  const on8080 = await listenOn(balancer, 8080)
  const seen = async (url: string, fields: string, name: string) => {
    using client = openRawClient(url)
    client.send(`GET / HTTP/1.1\r\n${fields}Connection: close\r\n\r\n`)
    const answer = await client.ended()
    const raw = JSON.parse(
      answer.slice(answer.indexOf('['), answer.lastIndexOf(']') + 1),
    ) as string[]
    const at = raw.findIndex((entry, index) => index % 2 === 0 && entry === name)
    return at < 0 ? undefined : raw[at + 1]
  }
  const forwarded = (fields = '') => seen(on80, `Host: web\r\n${fields}`, 'X-Forwarded-For')
  assert.equal(await forwarded(), '127.0.0.1')
  assert.equal(await forwarded('X-Forwarded-For: 10.0.0.1\r\n'), '10.0.0.1, 127.0.0.1')
  await set(balancer, { 'routing.http.xff_client_port.enabled': 'true' })
  assert.match((await forwarded())!, /^127\.0\.0\.1:\d+$/)
  await set(balancer, { 'routing.http.xff_header_processing.mode': 'preserve' })
  assert.equal(await forwarded('X-Forwarded-For: 10.0.0.1\r\n'), '10.0.0.1')
  assert.equal(await forwarded(), undefined)
  await set(balancer, { 'routing.http.xff_header_processing.mode': 'remove' })
  assert.equal(await forwarded('X-Forwarded-For: 10.0.0.1\r\n'), undefined)

  assert.equal(await seen(on80, 'Host: www.example.com:80\r\n', 'Host'), 'www.example.com')
  assert.equal(await seen(on8080, 'Host: www.example.com\r\n', 'Host'), 'www.example.com:8080')
  assert.equal(await seen(on8080, 'Host: www.example.com:1\r\n', 'Host'), 'www.example.com:1')
  await set(balancer, { 'routing.http.preserve_host_header.enabled': 'true' })
  assert.equal(await seen(on8080, 'Host: www.example.com\r\n', 'Host'), 'www.example.com')

  assert.equal(await seen(on80, 'Host: web\r\nX_Y: kept\r\n', 'X_Y'), 'kept')
  await set(balancer, { 'routing.http.drop_invalid_header_fields.enabled': 'true' })
  assert.equal(await seen(on80, 'Host: web\r\nX_Y: dropped\r\n', 'X_Y'), undefined)
})

test('a client of HTTP/1.0 gets no chunks, and its connection closed unless it asked otherwise', async () => {
  await using target = await openEmulator()
  const balancer = await openBalancer(target)
  await using server = await openServer(({ url, headers }, response) => {
    if (url === '/host') return response.end(headers.host)
    response.write('in ')
    return response.end('chunks')
  })
  await balancer.register(server)
  const url = await balancer.published()
  using plain = openRawClient(url)
  plain.send('GET / HTTP/1.0\r\n\r\n')
  const answer = await plain.ended()
  assert.match(answer, /^HTTP\/1\.1 200 OK\r\n/)
  assert.match(answer, /\r\n\r\nin chunks$/)
  assert.doesNotMatch(answer, /chunked/i)
  using kept = openRawClient(url)
  const host = await dnsNameOf(balancer)
  for (const count of [1, 2]) {
    kept.send('GET /host HTTP/1.0\r\nConnection: keep-alive\r\n\r\n')
    const received = await until('an answer', () => {
      const answers = kept.received().match(/HTTP\/1\.1 200 OK\r\n/g)
      return answers?.length === count && kept.received().endsWith(host) && kept.received()
    })
    assert.match(received, /Connection: keep-alive/)
  }
})

test('HEAD, 204 and 304 have no body, and the connection goes on', async () => {
  await using target = await openEmulator()
  const balancer = await openBalancer(target)
  await using server = await openServer(({ url, method }, response) => {
    if (method === 'HEAD') response.setHeader('Content-Length', '1234')
    if (url === '/204' || url === '/304') response.statusCode = Number(url.slice(1))
    response.end(url === '/last' ? 'the last' : undefined)
  })
  await balancer.register(server)
  using client = openRawClient(await balancer.published())
  for (const line of ['HEAD /', 'GET /204', 'GET /304', 'GET /last'])
    client.send(`${line} HTTP/1.1\r\nHost: web\r\n\r\n`)
  const received = await client.receives(/the last$/)
  assert.deepEqual(received.match(/HTTP\/1\.1 \d+/g), [
    'HTTP/1.1 200',
    'HTTP/1.1 204',
    'HTTP/1.1 304',
    'HTTP/1.1 200',
  ])
  assert.match(received, /Content-Length: 1234\r\n/)
})

test('a target with a host of its own is asked for without it', async () => {
  await using target = await openEmulator()
  const balancer = await openBalancer(target)
  await using server = await openServer(({ url, headers }, response) =>
    response.end(`${headers.host} ${url}!`),
  )
  await balancer.register(server)
  using client = openRawClient(await balancer.published())
  client.send('GET http://www.example.com/a?b HTTP/1.1\r\nHost: web\r\n\r\n')
  assert.match(await client.receives(/!$/), /www\.example\.com \/a\?b!$/)
})

test('whoever expects 100 is told to continue at once, and the target hears nothing of it', async () => {
  await using target = await openEmulator()
  const balancer = await openBalancer(target)
  await using server = await openServer(async (request, response) =>
    response.end(`${request.headers.expect} ${await text(request)}`),
  )
  await balancer.register(server)
  using client = openRawClient(await balancer.published())
  client.send('POST / HTTP/1.1\r\nHost: web\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n')
  await client.receives(/^HTTP\/1\.1 100 Continue\r\n\r\n$/)
  client.send('body')
  await client.receives(/undefined body/)
})

test('a client that leaves before its answer is a 460 in the log', async () => {
  const lines: string[] = []
  await using target = await openEmulator({ log: (_topic, line) => void lines.push(line) })
  const balancer = await openBalancer(target)
  await using server = await openRawServer(() => {})
  await balancer.register(server.server)
  using client = openRawClient(await balancer.published())
  client.send('GET /slow HTTP/1.1\r\nHost: web\r\n\r\n')
  await until('the request to arrive', () => server.connections.size === 1)
  client.socket.destroy()
  await until('the line', () =>
    lines.some((line) => line.includes('GET /slow from 127.0.0.1: 460')),
  )
  await until('the connection to be closed', () => server.connections.size === 0)
})

test('an answer before the end of the upload reaches the client, and the rest is let pass', async () => {
  await using target = await openEmulator()
  const balancer = await openBalancer(target)
  await using server = await openRawServer((socket) =>
    socket.write('HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\n\r\nno!'),
  )
  await balancer.register(server.server)
  using client = openRawClient(await balancer.published())
  client.send('POST / HTTP/1.1\r\nHost: web\r\nContent-Length: 300000\r\n\r\n')
  await client.receives(/^HTTP\/1\.1 413 Content Too Large\r\n[^]*no!$/)
  client.send('x'.repeat(300_000))
  client.send('GET / HTTP/1.1\r\nHost: web\r\n\r\n')
  await client.receives(/no![^]*no!$/)
})

test('a slow reader holds the target back, and gets everything', async () => {
  await using target = await openEmulator()
  const balancer = await openBalancer(target)
  const size = 64_000_000
  let written = 0
  await using server = await openServer(({ url }, response) => {
    if (url !== '/large') return response.end()
    const chunk = Buffer.alloc(65_536)
    const more = () => {
      while (written < size) {
        const next = chunk.subarray(0, Math.min(chunk.length, size - written))
        written += next.length
        if (!response.write(next)) return void response.once('drain', more)
      }
      response.end()
    }
    return more()
  })
  await balancer.register(server)
  const request = send(`${await balancer.published()}large`).end()
  const [answer] = (await once(request, 'response')) as [import('node:http').IncomingMessage]
  let before = -1
  await until('the target to be held back', () => {
    const stuck = before === written
    before = written
    return stuck
  })
  assert.ok(written < size)
  let received = 0
  for await (const chunk of answer as AsyncIterable<Buffer>) received += chunk.length
  assert.equal(received, size)
})

test('a connection lives no longer than client_keep_alive says', async () => {
  const clock = movableClock()
  await using target = await openEmulator({ clock })
  const balancer = await openBalancer(target)
  await using server = await openServer((_request, response) => response.end('ok'))
  await balancer.register(server)
  await set(balancer, { 'client_keep_alive.seconds': '60' })
  using client = openRawClient(await balancer.published())
  client.send('GET / HTTP/1.1\r\nHost: web\r\n\r\n')
  assert.match(await client.receives(/ok$/), /Connection: keep-alive/)
  clock.forward(60)
  client.send('GET / HTTP/1.1\r\nHost: web\r\n\r\n')
  assert.match(await client.ended(), /ok[^]*Connection: close[^]*ok$/)
})

test('a WebSocket’s refusal is passed on, and other upgrades are not asked for', async () => {
  await using target = await openEmulator()
  const balancer = await openBalancer(target)
  await using server = await openServer(({ headers }, response) => {
    response.writeHead(headers.upgrade ? 403 : 200).end(`upgrade: ${headers.upgrade}`)
  })
  await balancer.register(server)
  for (const [protocol, status] of [
    ['websocket', 403],
    ['h2c', 200],
  ] as const) {
    using client = openRawClient(await balancer.published())
    client.send(
      `GET / HTTP/1.1\r\nHost: web\r\nConnection: Upgrade\r\nUpgrade: ${protocol}\r\n\r\n`,
    )
    assert.match(await client.receives(/upgrade: \w+/), new RegExp(`^HTTP/1\\.1 ${status} `))
  }
})
