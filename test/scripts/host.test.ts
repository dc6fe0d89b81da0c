import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, test } from 'node:test'
import { writeFiles } from '../support/checkout.ts'
import { lacking } from '../support/docker-host.ts'
import { service } from '../support/settings-files.ts'
import {
  definitionOf,
  job,
  openShop,
  secret,
  sendRequests,
  type Shop,
} from '../support/shop-on-host.ts'
import { until } from '../support/until.ts'

/** Releases to a machine with Docker and ssh, a container with an engine of its own; some fail or are interrupted. */

const skip = (await lacking()) ?? false
let shop: Shop
before(async () => {
  if (!skip) shop = await openShop()
})
after(() => shop?.[Symbol.asyncDispose]())

test(
  'a release runs on a host, by digest, and a second run changes nothing',
  { skip },
  async () => {
    await shop.host('one', '--remove')
    const lines = await shop.host('one')
    assert.ok(lines.includes('| migrated'), lines.join('\n'))
    assert.equal(lines.at(-1), '5 created, 2 updated')
    assert.equal(await shop.get('/version'), 'one')
    assert.equal(await shop.get('/dollar'), '$HOME $$')
    assert.equal(await shop.get('/key'), secret)
    assert.equal(await shop.get('/api/items?page=2'), 'api /api/items?page=2')

    const { Config, HostConfig, Mounts } = await shop.inspect('server')
    assert.match(Config.Image, new RegExp(`/${shop.app}/server@sha256:[0-9a-f]{64}$`))
    assert.equal(Config.StopTimeout, 20)
    assert.equal(HostConfig.RestartPolicy.Name, 'unless-stopped')
    assert.equal(HostConfig.LogConfig.Type, 'local')
    assert.equal(HostConfig.Memory, 512 * 2 ** 20)
    assert.deepEqual(HostConfig.PortBindings, {})
    assert.deepEqual(
      Mounts.map(({ Name }: { Name: string }) => Name),
      [`${shop.app}_data`],
    )
    assert.deepEqual((await shop.inspect('worker')).HostConfig.PortBindings, {})
    assert.equal(await shop.machine.ssh('[ -e /root/.docker ] || echo none'), 'none')

    const again = await shop.host('one')
    assert.equal(again.at(-1), '5 unchanged')
  },
)

test('a replacement loses no request, and lets slow ones end', { skip }, async () => {
  await shop.host('one')
  const slow = shop.get('/slow')
  const load = sendRequests(shop, '/version')
  await shop.host('two', 'server')
  const { bodies, failures } = await load.stop()
  assert.equal(await slow, 'one')
  assert.deepEqual(failures, [])
  assert.equal(bodies.indexOf('two') > 0 && bodies.lastIndexOf('one') > 0, true)
  assert.equal(bodies.at(-1), 'two')
  assert.equal((await shop.containers('server')).length, 1)
  const images = await shop.machine.docker('images', '--quiet', `*/${shop.app}/server`)
  assert.equal(images.split('\n').length, 1)
})

test('a dry run reports the changes, and makes none', { skip }, async () => {
  await shop.host('one')
  const { Id } = await shop.inspect('server')
  const lines = await shop.host('two', '--dry-run', 'server')
  assert.equal(lines.at(-1), '1 unchanged, 2 would create, 2 would delete, 1 would update')
  assert.equal((await shop.inspect('server')).Id, Id)
})

test('a host that starts again goes on serving', { skip }, async () => {
  await shop.host('one')
  await shop.machine.docker('restart', `${shop.app}-front`, ...(await shop.containers('server')))
  await until('the host to serve', () =>
    shop.get('/version').then(
      (body) => body === 'one',
      () => false,
    ),
  )
})

test('a service that is no longer in .aws is removed from the host', { skip }, async () => {
  await shop.host('one')
  rmSync(join(shop.checkout, '.aws/worker'), { recursive: true })
  const lines = await shop.host('one')
  writeFiles(shop.checkout, {
    '.aws/worker/task-definition.json': definitionOf('worker', {}),
    '.aws/worker/service.json': service('worker'),
  })
  assert.match(lines.at(-2)!, new RegExp(`^deleted +container ${shop.app}-worker-`))
  assert.deepEqual(await shop.containers('worker'), [])
})

test('--remove leaves the volumes and nothing else', { skip }, async () => {
  await shop.host('one')
  const lines = await shop.host('one', '--remove')
  assert.match(lines.at(-2)!, new RegExp(`^kept +volume ${shop.app}_data: `))
  assert.equal(await shop.machine.docker('ps', '--all', '--quiet'), '')
  assert.equal(await shop.machine.docker('network', 'ls', '--quiet', '--filter=type=custom'), '')
  assert.equal(await shop.machine.docker('volume', 'ls', '--quiet'), `${shop.app}_data`)
  assert.equal(await shop.machine.docker('images', '--quiet', `*/${shop.app}/*`), '')
})

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
  const script = join(import.meta.dirname, '../../scripts/host.ts')
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
    await shop.reject('one'),
    'docker-cloud host: name the Docker context of the host: `npm run host -- --context=production`',
  )
  assert.match(
    await shop.reject('one', '--context=nowhere'),
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
