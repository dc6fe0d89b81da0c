import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, test } from 'node:test'
import { writeFiles } from '../../support/checkout.ts'
import { lacking } from '../../support/docker-host.ts'
import { job, openShop, type Shop } from '../../support/shop-on-host.ts'

/** Releases to a machine with Docker and ssh that fail or are interrupted. */

const skip = (await lacking()) ?? false
let shop: Shop
before(async () => {
  if (!skip) shop = await openShop()
})
after(() => shop?.[Symbol.asyncDispose]())

test('a container that ends is removed, and the one before goes on', { skip }, async () => {
  await shop.host('one')
  const { Id } = await shop.inspect('server')
  writeFiles(shop.checkout, {
    'server/fate.cjs': 'console.error("DATABASE_URL is not set"); process.exit(3)',
  })
  await shop.push('ends')
  const failure = await shop.fail('ends', `--context=${shop.machine.context}`, 'server')
  writeFiles(shop.checkout, { 'server/fate.cjs': '' })
  assert.match(
    failure,
    /could not create container (\S+)\n +\1 exited with code 3\n +\| DATABASE_URL is not set\n/,
  )
  assert.equal((await shop.inspect('server')).Id, Id)
  assert.equal(await shop.get('/version'), 'one')
})

test('an unhealthy container is removed, and the one before goes on', { skip }, async () => {
  await shop.host('one')
  const { Id } = await shop.inspect('server')
  writeFiles(shop.checkout, {
    'server/healthcheck.ts': 'console.log("no database"); process.exit(1)',
  })
  await shop.push('unhealthy')
  const failure = await shop.fail('unhealthy', `--context=${shop.machine.context}`, 'server')
  writeFiles(shop.checkout, { 'server/healthcheck.ts': '' })
  assert.match(failure, /is unhealthy: its health check failed \(no database\)\n +\| listening/)
  assert.equal((await shop.inspect('server')).Id, Id)
  assert.equal(await shop.get('/version'), 'one')
})

test('services after a job that fails are not replaced', { skip }, async () => {
  await shop.host('one')
  const { Id } = await shop.inspect('server')
  writeFiles(shop.checkout, job('migrate', 4))
  const failure = await shop.fail('two', `--context=${shop.machine.context}`, 'server')
  writeFiles(shop.checkout, job('migrate', 0))
  assert.match(failure, /exited with code 4: no service after it was replaced$/)
  assert.equal((await shop.inspect('server')).Id, Id)
  const lines = await shop.host('two', 'server')
  assert.ok(lines.includes('| migrated'))
})

test('an interrupted run is completed by the next', { skip }, async () => {
  await shop.host('one')
  const script = join(import.meta.dirname, '../../../scripts/host.ts')
  for (const moment of [/Started/, /waiting for .* to be healthy/]) {
    const child = spawn(process.execPath, [script, `--context=${shop.machine.context}`, 'server'], {
      cwd: shop.checkout,
      env: shop.hostEnv('two'),
    })
    for await (const line of createInterface(child.stderr)) if (moment.test(line)) break
    child.kill('SIGKILL')
    await once(child, 'close')
    assert.equal(await shop.get('/version'), 'one')
  }
  await shop.host('two', 'server')
  assert.equal(await shop.get('/version'), 'two')
  assert.equal((await shop.containers('server')).length, 1)
})

test('what the user can repair is reported in one sentence', { skip }, async () => {
  await shop.host('one', '--remove')
  assert.equal(
    await shop.fail('one'),
    'docker-cloud host: name the Docker context of the host: `npm run host -- --context=production`',
  )
  assert.match(
    await shop.fail('one', '--context=nowhere'),
    /^docker-cloud host: there is no Docker context nowhere: there are default, docker-cloud-test-host-\w+; create it with `docker context create nowhere --docker host=ssh:\/\/<user>@<host>`$/,
  )
  const here = `--context=${shop.machine.context}`
  assert.match(
    await shop.fail('never', here),
    /has no image of never \(tag never\): run `npm run push` first/,
  )
  const other = ['--name=other', `--publish=${shop.port}:1`, 'node:26-slim', 'sleep', '1000']
  await shop.machine.docker('run', '--detach', ...other)
  assert.match(
    await shop.fail('one', here),
    new RegExp(`port ${shop.port} of the host is in use: stop the `),
  )
  await shop.machine.docker('rm', '--force', 'other')
  await shop.host('one')
})
