import assert from 'node:assert/strict'
import { type IncomingMessage, request as send } from 'node:http'
import { connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import {
  DeregisterTargetsCommand,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { descriptionOf, openBalancer, openServer } from '../../../../support/balancer.ts'
import { openEmulator, openTarget } from '../../../../support/target.ts'
import { until } from '../../../../support/until.ts'

const page = (title: string) =>
  `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`

test('the target sees the client’s headers and the balancer’s own', async () => {
  await using target = await openTarget()
  const balancer = await openBalancer(target)
  await using server = await openServer(({ headers }, response) => {
    response.setHeader('Connection', 'X-Hop')
    response.setHeader('X-Hop', 'gone')
    response.setHeader('Set-Cookie', ['a=1', 'b=2'])
    response.end(JSON.stringify(headers))
  })
  await balancer.register(server)
  const answer = await fetch(balancer.url, {
    headers: {
      'X-Forwarded-For': '203.0.113.7',
      'X-Amzn-Trace-Id': 'Root=1-5759e988-bd862e3fe1be46a994272793',
      'Proxy-Authorization': 'secret',
      'X-Custom': 'kept',
    },
  })
  const seen = (await answer.json()) as Record<string, string>
  assert.match(seen['x-forwarded-for']!, /^203\.0\.113\.7, [\da-f.:]+$/)
  assert.equal(seen['x-forwarded-proto'], 'http')
  assert.match(
    seen['x-amzn-trace-id']!,
    /^Self=1-[0-9a-f]{8}-[0-9a-f]{24};Root=1-5759e988-bd862e3fe1be46a994272793$/,
  )
  assert.equal(seen['x-custom'], 'kept')
  assert.equal(seen['proxy-authorization'], undefined)
  assert.deepEqual(answer.headers.getSetCookie(), ['a=1', 'b=2'])
  assert.equal(answer.headers.get('x-hop'), null)
})

test('requests take turns among healthy targets', async () => {
  await using target = await openTarget()
  const balancer = await openBalancer(target)
  await using one = await openServer((_request, response) => response.end('one'))
  await using two = await openServer((_request, response) => response.end('two'))
  await using sick = await openServer((_request, response) => response.writeHead(500).end('sick'))
  await balancer.elb.send(
    new RegisterTargetsCommand({
      TargetGroupArn: balancer.targetGroupArn,
      Targets: [descriptionOf(sick)],
    }),
  )
  await balancer.register(one)
  await balancer.register(two)
  const answers = []
  for (let count = 0; count < 6; count += 1) answers.push(await (await fetch(balancer.url)).text())
  assert.deepEqual(answers.toSorted(), ['one', 'one', 'one', 'two', 'two', 'two'])
})

test('all targets get requests when none is healthy; without targets it is 503', async () => {
  await using target = await openTarget()
  const balancer = await openBalancer(target)
  const empty = await fetch(balancer.url)
  assert.equal(empty.status, 503)
  assert.equal(empty.headers.get('server'), 'awselb/2.0')
  assert.equal(empty.headers.get('content-type'), 'text/html')
  assert.equal(await empty.text(), page('503 Service Temporarily Unavailable'))
  await using sick = await openServer((_request, response) => response.writeHead(500).end('sick'))
  await balancer.elb.send(
    new RegisterTargetsCommand({
      TargetGroupArn: balancer.targetGroupArn,
      Targets: [descriptionOf(sick)],
    }),
  )
  assert.equal(await (await fetch(balancer.url)).text(), 'sick')
})

test('a target that hangs up before it answers makes a 502', async () => {
  await using target = await openTarget()
  const balancer = await openBalancer(target)
  await using server = await openServer(({ url, socket }, response) => {
    if (url === '/bad') socket.destroy()
    else response.end()
  })
  await balancer.register(server)
  const answer = await fetch(`${balancer.url}/bad`, { method: 'POST', body: 'x' })
  assert.equal(answer.status, 502)
  assert.equal(await answer.text(), page('502 Bad Gateway'))
})

for (const method of ['GET', 'HEAD', 'PUT', 'POST'])
  test(`a ${method} on an idle connection that the target closes as it arrives is a 502`, async () => {
    await using target = await openTarget()
    const balancer = await openBalancer(target)
    const used = new WeakSet<Socket>()
    await using server = await openServer(({ socket }, response) => {
      if (used.has(socket)) return socket.resetAndDestroy()
      used.add(socket)
      response.end()
    })
    await balancer.register(server)
    const statuses: number[] = []
    for (let count = 0; count < 4; count += 1)
      statuses.push((await fetch(balancer.url, { method })).status)
    assert.deepEqual(statuses, [200, 502, 200, 502])
  })

test('bodies stream both ways, whatever their framing', async () => {
  await using target = await openTarget()
  const balancer = await openBalancer(target)
  await using server = await openServer((request, response) => {
    if (request.method === 'GET') response.end()
    else request.pipe(response)
  })
  await balancer.register(server)
  const request = send(balancer.url, { method: 'POST' })
  request.write('first ')
  const response = await new Promise<IncomingMessage>((resolve) => request.on('response', resolve))
  request.end('second')
  assert.equal(await text(response), 'first second')
  const large = Buffer.alloc(3_000_000, 'a')
  const echoed = await fetch(balancer.url, { method: 'PUT', body: large })
  assert.ok(Buffer.from(await echoed.arrayBuffer()).equals(large))
})

test('a client that goes away ends the request at the target', async () => {
  await using target = await openTarget()
  const balancer = await openBalancer(target)
  const arrived = Promise.withResolvers<void>()
  const closed = Promise.withResolvers<void>()
  await using server = await openServer(({ url }, response) => {
    if (url !== '/wait') return response.end()
    response.on('close', closed.resolve)
    arrived.resolve()
    return response
  })
  await balancer.register(server)
  const controller = new AbortController()
  const answer = fetch(`${balancer.url}/wait`, { signal: controller.signal })
  await arrived.promise
  controller.abort()
  await assert.rejects(answer)
  await closed.promise
})

test('a WebSocket goes through', async () => {
  await using target = await openEmulator()
  const balancer = await openBalancer(target)
  await using server = await openServer((_request, response) => response.end())
  server.on('upgrade', (request, socket: Socket) => {
    socket.write(
      'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    )
    socket.write(`${request.url} `)
    socket.pipe(socket)
  })
  await balancer.register(server)
  const published = new URL(await balancer.published())
  const socket = connect(Number(published.port), published.hostname)
  socket.write(
    'GET /chat HTTP/1.1\r\nHost: web\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
  )
  let received = ''
  socket.on('data', (chunk) => (received += chunk))
  await until('the greeting', () => received.endsWith('/chat '))
  socket.write('ping')
  await until('the echo', () => received.endsWith('/chat ping'))
  assert.match(received, /^HTTP\/1\.1 101 Switching Protocols\r\n/)
  socket.destroy()
})

test('keep-alive clients lose no request while targets come and go', async () => {
  await using target = await openTarget()
  const balancer = await openBalancer(target)
  await using first = await openServer((_request, response) => response.end('ok'))
  const leaving = await balancer.register(first)
  const stop = new AbortController()
  const failures: unknown[] = []
  let answered = 0
  const client = async () => {
    while (!stop.signal.aborted) {
      const { status } = await fetch(balancer.url).then(
        async (answer) => (await answer.text(), answer),
        (error: Error) => ({ status: error.message }),
      )
      if (status === 200) answered += 1
      else failures.push(status)
    }
  }
  const clients = Promise.all([client(), client(), client()])
  await using second = await openServer((_request, response) => response.end('ok'))
  await balancer.register(second)
  await balancer.elb.send(
    new DeregisterTargetsCommand({ TargetGroupArn: balancer.targetGroupArn, Targets: [leaving] }),
  )
  const answers = (more: number, before = answered) =>
    until('more answers', () => answered > before + more)
  // A target that stops while a request is on its way to it is a 502, as on AWS.
  await answers(20)
  first.close()
  await answers(100)
  stop.abort()
  await clients
  assert.deepEqual(failures, [])
})
