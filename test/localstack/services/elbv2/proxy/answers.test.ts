import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ModifyLoadBalancerAttributesCommand } from '@aws-sdk/client-elastic-load-balancing-v2'
import { openBalancer } from '../../../../support/balancer.ts'
import { openRawServer } from '../../../../support/raw-server.ts'
import { openEmulator } from '../../../../support/target.ts'
import { until } from '../../../../support/until.ts'

test('what is no answer is a 502', async () => {
  await using target = await openEmulator()
  const balancer = await openBalancer(target)
  const answers: Record<string, string> = {
    '/nonsense': 'SSH-2.0-OpenSSH\r\n\r\n',
    '/lengths': 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
    '/folded': 'HTTP/1.1 200 OK\r\nX: a\r\n b\r\nContent-Length: 0\r\n\r\n',
    '/long': `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(33_000)}\r\nContent-Length: 0\r\n\r\n`,
    '/nothing': '',
  }
  await using server = await openRawServer((socket, head) =>
    socket.end(answers[head.split(' ')[1]!]!),
  )
  await balancer.register(server.server)
  for (const path of Object.keys(answers)) {
    const answer = await fetch(`${balancer.url}${path}`, { method: 'POST' })
    assert.equal(answer.status, 502, path)
    assert.match(await answer.text(), /502 Bad Gateway/)
  }
})

test('an answer that breaks off or goes wrong is broken off for the client too', async () => {
  await using target = await openEmulator()
  const balancer = await openBalancer(target)
  const answers: Record<string, string> = { '/ends': '', '/wrong': 'no size\r\n' }
  await using server = await openRawServer((socket, head) => {
    const begun = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n'
    socket.end(begun + answers[head.split(' ')[1]!]!)
  })
  await balancer.register(server.server)
  for (const base of [balancer.url, await balancer.published()])
    for (const path of Object.keys(answers)) {
      const answer = await fetch(base.replace(/\/$/, '') + path)
      assert.equal(answer.status, 200, base + path)
      await assert.rejects(answer.text(), base + path)
    }
})

test('an answer without a length ends with the connection', async () => {
  await using target = await openEmulator()
  const balancer = await openBalancer(target)
  await using server = await openRawServer((socket) =>
    socket.end('HTTP/1.0 200 OK\r\n\r\nall of it'),
  )
  await balancer.register(server.server)
  const answer = await fetch(await balancer.published())
  assert.equal(await answer.text(), 'all of it')
  assert.equal(answer.headers.get('transfer-encoding'), 'chunked')
})

test('what a target says beyond its answer reaches no one', async () => {
  await using target = await openEmulator()
  const balancer = await openBalancer(target)
  const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'
  await using server = await openRawServer((socket) =>
    socket.write(`${ok}HTTP/1.1 200 OK\r\n\r\nevil`),
  )
  await balancer.register(server.server)
  for (let count = 0; count < 3; count += 1)
    assert.equal(await (await fetch(balancer.url)).text(), 'ok')
})

test('a target that is silent for the idle timeout makes a 504', async () => {
  await using target = await openEmulator()
  const balancer = await openBalancer(target)
  await using server = await openRawServer(() => {})
  await balancer.register(server.server)
  await balancer.elb.send(
    new ModifyLoadBalancerAttributesCommand({
      LoadBalancerArn: balancer.loadBalancerArn,
      Attributes: [{ Key: 'idle_timeout.timeout_seconds', Value: '1' }],
    }),
  )
  const answer = await fetch(balancer.url)
  assert.equal(answer.status, 504)
  assert.match(await answer.text(), /504 Gateway Time-out/)
  await until('the connection to be closed', () => server.connections.size === 0)
})
