import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ModifyListenerCommand } from '@aws-sdk/client-elastic-load-balancing-v2'
import { openBalancer, openServer } from '../../../../support/balancer.ts'
import { get } from '../../../../support/exchange.ts'
import { openEmulator } from '../../../../support/target.ts'

test('a balancer is reached by Host header, by path and on its published port', async () => {
  await using target = await openEmulator()
  const balancer = await openBalancer(target)
  await using server = await openServer(({ url, headers }, response) => {
    response.end(JSON.stringify({ url, host: headers.host, port: headers['x-forwarded-port'] }))
  })
  await balancer.register(server)
  const { name } = balancer
  const { port } = new URL(target.url)
  const byHost = async (host: string) => JSON.parse((await get(target, '/x?y=1', host)).body)
  for (const suffix of ['elb.localhost.localstack.cloud', 'elb.localhost'])
    for (const host of [`${name}.${suffix}`, `${name}.${suffix}:${port}`])
      assert.deepEqual(await byHost(host), { url: '/x?y=1', host, port: '80' })
  const byPath = await fetch(`${balancer.url}/x?y=1`)
  assert.equal(((await byPath.json()) as { url: string }).url, '/x?y=1')
  const published = await balancer.published()
  const direct = await fetch(`${published}x`)
  assert.deepEqual(await direct.json(), { url: '/x', host: new URL(published).host, port: '80' })
})

test('of several listeners the one of the Host header’s port answers, else the lowest', async () => {
  await using target = await openEmulator()
  const balancer = await openBalancer(target)
  const say = (MessageBody: string) =>
    ({ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '200', MessageBody } }) as const
  await balancer.elb.send(
    new ModifyListenerCommand({ ListenerArn: balancer.listenerArn, DefaultActions: [say('80')] }),
  )
  const other = await balancer.listen(8443, say('8443'))
  const host = `${balancer.name}.elb.localhost`
  assert.equal((await get(target, '/', host)).body, '80')
  assert.equal((await get(target, '/', `${host}:8443`)).body, '8443')
  const forwarded = await fetch(balancer.url, { headers: { 'x-forwarded-port': '8443' } })
  assert.equal(await forwarded.text(), '8443')
  assert.equal(await (await fetch(await balancer.published(other))).text(), '8443')
})

test('the list of balancers has both addresses that need no name server', async () => {
  await using target = await openEmulator()
  const { name } = await openBalancer(target)
  const { host, port } = new URL(target.url)
  const { LoadBalancers } = (await (await fetch(`${target.url}/_aws/elb`)).json()) as {
    LoadBalancers: { Urls: string[] }[]
  }
  assert.deepEqual(LoadBalancers[0]!.Urls, [
    `http://${host}/_aws/elb/${name}/`,
    `http://${name}.elb.localhost:${port}/`,
  ])
})
