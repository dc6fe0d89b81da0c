import assert from 'node:assert/strict'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { ModifyLoadBalancerAttributesCommand } from '@aws-sdk/client-elastic-load-balancing-v2'
import { openBalancer, openServer } from '../../../../support/balancer.ts'
import { openRawClient } from '../../../../support/raw-client.ts'
import { openEmulator, type Target } from '../../../../support/target.ts'
import { until } from '../../../../support/until.ts'

/** A balancer before a target that notes the requests it gets, with their bodies. */
async function openWatched(target: Target, attributes: Record<string, string> = {}) {
  const balancer = await openBalancer(target)
  const seen: string[] = []
  const server = await openServer(async (request, response) => {
    const body = await text(request).catch(() => undefined)
    if (body === undefined) return
    if (request.headers['user-agent']?.startsWith('ELB') !== true)
      seen.push(`${request.method} ${request.url} ${body}`)
    response.end(`${request.url}`)
  })
  await balancer.register(server)
  await balancer.elb.send(
    new ModifyLoadBalancerAttributesCommand({
      LoadBalancerArn: balancer.loadBalancerArn,
      Attributes: Object.entries(attributes).map(([Key, Value]) => ({ Key, Value })),
    }),
  )
  return {
    ...balancer,
    seen,
    url: await balancer.published(),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

const post = (...lines: string[]) =>
  `POST /first HTTP/1.1\r\nHost: web\r\n${lines.map((line) => `${line}\r\n`).join('')}\r\n`

const smuggled = 'GET /smuggled HTTP/1.1\r\nHost: web\r\n\r\n'

const refused: [what: string, status: number, request: string][] = [
  ['two lengths', 400, post('Content-Length: 1', 'Content-Length: 2')],
  ['a length list', 400, post('Content-Length: 1, 2')],
  ['a signed length', 400, post('Content-Length: +1')],
  ['an empty length', 400, post('Content-Length:')],
  ['two codings', 400, post('Transfer-Encoding: chunked', 'Transfer-Encoding: chunked')],
  ['a coding list', 400, post('Transfer-Encoding: gzip, chunked')],
  ['a coding in disguise', 400, post('Transfer-Encoding: \vchunked')],
  ['an unknown coding', 501, post('Transfer-Encoding: gzip')],
  ['a name in disguise', 400, post('Transfer_Encoding: chunked', 'Content-Length: 5')],
  ['a space before the colon', 400, post('Transfer-Encoding : chunked')],
  ['a folded line', 400, post('X: a', ' Transfer-Encoding: chunked')],
  ['a bare line feed', 400, 'POST /first HTTP/1.1\r\nHost: web\nX: y\r\n\r\n'],
  ['nothing but line feeds', 400, 'GET /first HTTP/1.1\nHost: web\n\n'],
  ['a bare carriage return', 400, post('X: a\rContent-Length: 4')],
  ['a NUL', 400, post('X: a\0b')],
  ['no host', 400, 'GET /first HTTP/1.1\r\n\r\n'],
  ['two hosts', 400, post('Host: other')],
  ['no version', 400, 'GET /first\r\n\r\n'],
  ['another version', 505, 'PRI * HTTP/2.0\r\n\r\n'],
  ['TRACE', 405, 'TRACE / HTTP/1.1\r\nHost: web\r\n\r\n'],
  ['a malformed chunk', 400, `${post('Transfer-Encoding: chunked')}5 \r\nhello\r\n0\r\n\r\n`],
  ['a chunk that is too long', 400, `${post('Transfer-Encoding: chunked')}1\r\nhello\r\n`],
  ['a chunk with a bare line feed', 400, `${post('Transfer-Encoding: chunked')}1\nh\r\n0\r\n\r\n`],
  ['a header of more than 16 K', 400, post(`X: ${'x'.repeat(16_400)}`)],
  ['a target of more than 16 K', 414, `GET /${'x'.repeat(16_400)} HTTP/1.1\r\nHost: web\r\n\r\n`],
  [
    'headers of more than 64 K',
    400,
    post(...Array.from({ length: 5 }, () => `X: ${'x'.repeat(15_000)}`)),
  ],
  ['31 forwarders', 463, post(`X-Forwarded-For: ${Array(31).fill('10.0.0.1').join(', ')}`)],
]

test('what is no request, or could be two, is refused, and nothing behind it is heard', async () => {
  await using target = await openEmulator()
  await using balancer = await openWatched(target)
  for (const [what, status, request] of refused) {
    using client = openRawClient(balancer.url)
    client.send(request + smuggled)
    const received = await client.receives(/\r\n\r\n/)
    assert.match(received, new RegExp(`^HTTP/1\\.1 ${status} `), what)
    assert.match(received, /\r\nServer: awselb\/2\.0\r\n/, what)
    if (status !== 463) assert.equal((await client.ended()).match(/HTTP\/1\.1/g)?.length, 1, what)
  }
  await until('the one behind a request that is merely forwarded too often', () =>
    balancer.seen.includes('GET /smuggled '),
  )
  assert.deepEqual(balancer.seen, ['GET /smuggled '])
})

test('an ambiguous request goes through once, and both its connections are closed behind it', async () => {
  await using target = await openEmulator()
  await using balancer = await openWatched(target)
  const ambiguous: [string, string, string][] = [
    [
      'both lengths',
      `${post('Content-Length: 3', 'Transfer-Encoding: chunked')}2\r\nab\r\n0\r\n\r\n`,
      'POST /first ab',
    ],
    [
      'the same length twice',
      `${post('Content-Length: 2', 'Content-Length: 2')}ab`,
      'POST /first ab',
    ],
    [
      'a GET with a body',
      'GET /first HTTP/1.1\r\nHost: web\r\nContent-Length: 2\r\n\r\nab',
      'GET /first ab',
    ],
  ]
  for (const [what, request, expected] of ambiguous) {
    using client = openRawClient(balancer.url)
    client.send(request + smuggled)
    const received = await client.ended()
    assert.match(received, /^HTTP\/1\.1 200 OK\r\n/, what)
    assert.match(received, /\r\nConnection: close\r\n/, what)
    assert.equal(received.match(/HTTP\/1\.1/g)?.length, 1, what)
    assert.deepEqual(balancer.seen.splice(0), [expected], what)
  }
})

test('the strictest mode refuses what is ambiguous and what is merely acceptable', async () => {
  await using target = await openEmulator()
  await using balancer = await openWatched(target, {
    'routing.http.desync_mitigation_mode': 'strictest',
  })
  for (const request of [
    `${post('Content-Length: 2', 'Transfer-Encoding: chunked')}0\r\n\r\n`,
    'GET /first HTTP/1.1\r\nHost: web\r\nContent-Length: 0\r\n\r\n',
    'GET /fi rst HTTP/1.1\r\nHost: web\r\n\r\n',
    post('X: \xe9'),
  ]) {
    using client = openRawClient(balancer.url)
    client.send(request)
    assert.match(await client.ended(), /^HTTP\/1\.1 400 Bad Request\r\n/)
  }
  assert.deepEqual(balancer.seen, [])
})

test('half-open, silent and dripping clients are let go: 408 in the middle of a request, without a word between two', async () => {
  await using target = await openEmulator()
  await using balancer = await openWatched(target, { 'idle_timeout.timeout_seconds': '1' })
  using idle = openRawClient(balancer.url)
  using slow = openRawClient(balancer.url)
  slow.send('GET / HTTP/1.1\r\nHost: w')
  using stalled = openRawClient(balancer.url)
  stalled.send(`${post('Content-Length: 5')}ab`)
  using dripping = openRawClient(balancer.url)
  dripping.send('GET / HTTP/1.1\r\n')
  const drip = setInterval(() => dripping.send('X: y\r\n'), 100)
  assert.equal(await idle.ended(), '')
  assert.match(await slow.ended(), /^HTTP\/1\.1 408 Request Timeout\r\n/)
  assert.match(await stalled.ended(), /^HTTP\/1\.1 408 Request Timeout\r\n/)
  assert.match(await dripping.ended(), /^HTTP\/1\.1 408 Request Timeout\r\n/)
  clearInterval(drip)
})

test('pipelined requests are answered in turn', async () => {
  await using target = await openEmulator()
  await using balancer = await openWatched(target)
  using client = openRawClient(balancer.url)
  const names = Array.from({ length: 20 }, (_, index) => `/${index}`)
  client.send(names.map((name) => `GET ${name} HTTP/1.1\r\nHost: web\r\n\r\n`).join(''))
  const received = await client.receives(/\/19$/)
  assert.equal(received.match(/HTTP\/1\.1 200 OK/g)?.length, 20)
  assert.deepEqual(
    balancer.seen,
    names.map((name) => `GET ${name} `),
  )
})
