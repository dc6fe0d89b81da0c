import assert from 'node:assert/strict'
import type { Socket } from 'node:net'
import { test } from 'node:test'
import { openBalancer } from '../../../../support/balancer.ts'
import { openRawClient } from '../../../../support/raw-client.ts'
import { openRawServer } from '../../../../support/raw-server.ts'
import { openEmulator } from '../../../../support/target.ts'

test('a POST on a kept connection that the target resets is a 502, once, and is sent once', async () => {
  await using target = await openEmulator()
  const balancer = await openBalancer(target)
  const seen: { method: string; socket: Socket }[] = []
  await using server = await openRawServer((socket, head) => {
    const [method = ''] = head.split(' ')
    seen.push({ method, socket })
    if (method === 'POST') socket.resetAndDestroy()
    else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')
  })
  await balancer.register(server.server)
  using client = openRawClient(await balancer.published())
  client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
  await client.receives(/ok$/)
  client.send('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n')
  await client.receives(/502 Bad Gateway[^]*<\/html>/)
  client.send('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
  const statuses = (await client.ended()).matchAll(/HTTP\/1\.1 (\d+)/g)
  assert.deepEqual(
    [...statuses].map(([, status]) => status),
    ['200', '502', '200'],
  )
  assert.deepEqual(
    seen.map(({ method }) => method),
    ['GET', 'POST', 'GET'],
  )
  assert.equal(seen[1]!.socket, seen[0]!.socket, 'the connection that was kept')
})
