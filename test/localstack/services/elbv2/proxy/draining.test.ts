import assert from 'node:assert/strict'
import type { Server } from 'node:net'
import { test } from 'node:test'
import {
  DeregisterTargetsCommand,
  ModifyTargetGroupAttributesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { openBalancer } from '../../../../support/balancer.ts'
import { openRawServer } from '../../../../support/raw-server.ts'
import { openEmulator, type Target } from '../../../../support/target.ts'
import { until } from '../../../../support/until.ts'

/** A balancer before one target, which can be told to leave. */
async function openDraining(target: Target, server: { server: Server }) {
  const balancer = await openBalancer(target)
  const { elb, targetGroupArn } = balancer
  await elb.send(
    new ModifyTargetGroupAttributesCommand({
      TargetGroupArn: targetGroupArn,
      Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '20' }],
    }),
  )
  const description = await balancer.register(server.server)
  const leave = () =>
    elb.send(
      new DeregisterTargetsCommand({ TargetGroupArn: targetGroupArn, Targets: [description] }),
    )
  return { ...balancer, leave }
}

const answer = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'

test('idle connections to a target are closed when it is deregistered', async () => {
  await using target = await openEmulator()
  await using server = await openRawServer((socket) => socket.write(answer))
  const balancer = await openDraining(target, server)
  assert.equal(await (await fetch(balancer.url)).text(), 'ok')
  assert.equal(server.connections.size, 1)
  await balancer.leave()
  await until('the connection to be closed', () => server.connections.size === 0)
})

test('a request that ends while its target drains is answered, and its connection closed', async () => {
  await using target = await openEmulator()
  const arrived = Promise.withResolvers<() => void>()
  await using server = await openRawServer((socket) =>
    arrived.resolve(() => void socket.write(answer)),
  )
  const balancer = await openDraining(target, server)
  const slow = fetch(balancer.url)
  const release = await arrived.promise
  await balancer.leave()
  release()
  assert.equal(await (await slow).text(), 'ok')
  await until('the connection to be closed', () => server.connections.size === 0)
})

test('a request that outlasts the deregistration delay is cut off', async () => {
  await using target = await openEmulator()
  const arrived = Promise.withResolvers<void>()
  await using server = await openRawServer(() => arrived.resolve())
  const balancer = await openDraining(target, server)
  const endless = fetch(balancer.url)
  await arrived.promise
  await balancer.leave()
  assert.equal((await endless).status, 502)
  assert.equal(server.connections.size, 0)
})
