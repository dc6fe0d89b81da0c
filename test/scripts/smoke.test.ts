import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openBalancer, openServer } from '../support/balancer.ts'
import { openTarget } from '../support/target.ts'
import { callVerb } from '../support/verb.ts'

test('a response of the old version does not count', async () => {
  await using target = await openTarget()
  const balancer = await openBalancer(target)
  const versions = ['old', 'old', 'new']
  await using server = await openServer(({ url }, response) => {
    if (url === '/') response.end('Hello, world.')
    else if (url === '/ping') response.end('pong')
    else if (url === '/version') response.end(JSON.stringify({ revision: versions.shift() }))
    else response.writeHead(404).end()
  })
  await balancer.register(server)
  const env = { APP_NAME: balancer.name, RELEASE_VERSION: 'v2', RELEASE_REVISION: 'new' }
  const { code, lines, stderr } = await callVerb('smoke', { target, env })
  assert.equal(
    stderr,
    'waiting for /version to answer as .aws/server/smoke.json says: the last response was 200 {"revision":"old"}, expected JSON with {"revision":"new"}\n',
  )
  assert.equal(code, 0)
  assert.equal(lines.at(-1), '/version 200 {"revision":"new"}')
  assert.deepEqual(versions, [])
})
