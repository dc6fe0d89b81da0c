import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { readApp } from '../../scripts/lib/app.ts'
import type { Aws } from '../../scripts/lib/aws.ts'
import { Changes } from '../../scripts/lib/changes.ts'
import type { Context } from '../../scripts/lib/context.ts'
import { smoke } from '../../scripts/smoke.ts'

let running = 'new'
const server = createServer(({ url }, response) => {
  const version = JSON.stringify({ version: '1.0', revision: running })
  const pages = { '/': 'Hello, world.', '/ping': 'pong', '/version': version }
  response.end(pages[url as keyof typeof pages])
})

before(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  process.env.AWS_ENDPOINT_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  process.env.RELEASE_VERSION = '1.1'
  process.env.RELEASE_REVISION = 'new'
})
after(() => server.close())

/** Calls the verb at a load balancer that leads to the server, on a clock that only waits move. */
async function call(): Promise<string[]> {
  const said: string[] = []
  const say = (line: string) => said.push(line)
  const LoadBalancers = [{ LoadBalancerName: 'shop', DNSName: 'shop.elb.example' }]
  const elb = { send: async () => ({ LoadBalancers }) }
  const context: Context = {
    app: readApp({ APP_NAME: 'shop' }),
    aws: { elb } as unknown as Aws,
    changes: new Changes(false, say),
    dryRun: false,
    say,
    note: say,
  }
  let now = 0
  await smoke(context, {}, { now: () => now, pass: async (ms) => (now += ms) })
  return said
}

test('a service that answers with this release passes', async () => {
  running = 'new'
  assert.deepEqual((await call()).slice(1), [
    '/        200 Hello, world.',
    '/ping    200 pong',
    '/version 200 {"version":"1.0","revision":"new"}',
  ])
})

test('M1 a service that answers, but still with the release before, does not', async () => {
  running = 'old'
  await assert.rejects(call(), {
    message:
      'waited 60 s in vain for /version to answer 200 1.1 (new): the last answer was 200 {"version":"1.0","revision":"old"}',
  })
})
