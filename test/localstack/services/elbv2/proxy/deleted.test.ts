import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  DeleteLoadBalancerCommand,
  DeleteTargetGroupCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { openBalancer } from '../../../../support/balancer.ts'
import { openRawServer } from '../../../../support/raw-server.ts'
import { openEmulator } from '../../../../support/target.ts'

const reset = ({ url }: { url: string }) =>
  fetch(`${url}/_localstack/state/reset`, { method: 'POST' })

for (const [what, remove] of Object.entries({
  'its load balancer is deleted': async (
    _: unknown,
    { elb, loadBalancerArn, targetGroupArn }: Awaited<ReturnType<typeof openBalancer>>,
  ) => {
    await elb.send(new DeleteLoadBalancerCommand({ LoadBalancerArn: loadBalancerArn }))
    await elb.send(new DeleteTargetGroupCommand({ TargetGroupArn: targetGroupArn }))
  },
  'the state is reset': reset,
}))
  for (const way of ['url', 'published'] as const)
    test(`a request under way by ${way} ends when ${what}, and the emulator lives on`, async () => {
      await using target = await openEmulator()
      const balancer = await openBalancer(target)
      const asked = Promise.withResolvers<() => void>()
      await using server = await openRawServer((socket) => {
        asked.resolve(() => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi'))
        socket.write('HTTP/1.1 100 Continue\r\n\r\n')
      })
      await balancer.register(server.server)
      const url = way === 'url' ? balancer.url : await balancer.published()
      const request = fetch(url, { signal: AbortSignal.timeout(20_000) }).then(
        ({ status }) => status,
        () => 'cut off',
      )
      const answer = await asked.promise
      await remove(target, balancer)
      answer()
      assert.ok([200, 'cut off', 502, 503].includes(await request))
      assert.equal((await fetch(`${target.url}/_localstack/health`)).status, 200)
    })

test('a reason phrase with control characters reaches the client without them', async () => {
  await using target = await openEmulator()
  const balancer = await openBalancer(target)
  await using server = await openRawServer((socket) =>
    socket.end('HTTP/1.1 200 a\x01b\r\nContent-Length: 0\r\n\r\n'),
  )
  await balancer.register(server.server)
  const { statusText } = await fetch(balancer.url, { signal: AbortSignal.timeout(20_000) })
  assert.equal(statusText, 'ab')
})
