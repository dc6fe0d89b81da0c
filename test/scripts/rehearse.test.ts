import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, test } from 'node:test'
import { startRequests } from '../support/requests.ts'

/** The one test that uses port 4566 and the project's compose file, as a user's rehearsal does. */

const root = join(import.meta.dirname, '../..')
const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_')),
)

async function run(verb: string, ...flags: string[]) {
  const script = join(root, 'scripts', `${verb}.ts`)
  const child = spawn(process.execPath, [script, ...flags], { cwd: root, env })
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ])
  assert.equal(code, 0, `${verb} failed:\n${stdout}\n${stderr}`)
  return stdout
}

const docker = (...args: string[]) => execFileSync('docker', args, { encoding: 'utf8' }).trim()

after(() => run('destroy'))

test('a port in use is reported before anything is built', async () => {
  await run('destroy')
  const other = createServer()
  await once(other.listen(4566, '127.0.0.1'), 'listening')
  await assert.rejects(run('rehearse'), {
    message:
      /docker-cloud rehearse: the emulator's port 4566 is in use: stop the program that uses it/,
  })
  await once(other.close(), 'close')
})

test('a rehearsal starts with nothing and ends with a service that answers', async () => {
  const said = await run('rehearse')
  const steps = said.split('\n').filter((line) => /^[a-z]+$/.test(line))
  assert.deepEqual(steps, [
    'setup',
    'emulator',
    'bootstrap',
    'identity',
    'push',
    'verify',
    'identity',
    'register',
    'deploy',
    'smoke',
  ])
  assert.match(said, /assumed-role\/docker-cloud-push\/rehearsal/)
  assert.match(said, /assumed-role\/docker-cloud-deploy\/rehearsal/)
  assert.match(
    said,
    /docker-cloud-server:1 runs localhost:4566\/docker-cloud\/server@sha256:[0-9a-f]{64}/,
  )
  assert.match(said, /\d has reached a steady state\./)
  assert.match(said, /\/ +200 Hello, world\./)

  const url = /http:\/\/localhost:4566\/_aws\/elb\/docker-cloud\//.exec(said)?.[0]
  const answer = await fetch(url!)
  assert.equal(await answer.text(), 'Hello, world.')
})

test('a second rehearsal rolls out nothing, because nothing changed', async () => {
  const said = await run('rehearse')
  assert.match(said, /unchanged    task definition docker-cloud-server:1\n/)
  assert.match(said, /docker-cloud-server:1 runs in 2 tasks/)
  assert.doesNotMatch(said, /has started \d tasks/)
})

test('a rehearsal of the policies rolls out a new revision without a failed request', async () => {
  await using requests = startRequests(['http://localhost:4566/_aws/elb/docker-cloud/version'])
  const said = await run('rehearse', '--policy')
  const { 200: answered = 0, ...failures } = await requests.stop()
  assert.deepEqual(failures, {})
  assert.ok(answered > 20, `only ${answered} requests were answered`)
  assert.match(said, /docker-cloud-server:2 runs in 2 tasks/)
  assert.match(said, /deregistered \d targets? in/)
  assert.match(said, /docker-cloud-push: \d+ of 10 permissions used\n/)
  assert.match(said, /docker-cloud-deploy: 18 of 24 permissions used\n/)
  assert.doesNotMatch(said, / missing\n| needs /)
})

test('status and logs show the service', async () => {
  const status = await run('status')
  assert.match(status, /ACTIVE, 2\/2 tasks running/)
  assert.match(status, /PRIMARY COMPLETED docker-cloud-server:2/)
  assert.equal(status.match(/RUNNING .* healthy/g)?.length, 2)
  assert.match(await run('logs'), /"message":"listening"/)
})

test('the workflow that deploys can be rehearsed afterwards', async () => {
  const said = await run('rehearse-workflow')
  assert.match(said, /configure-aws-credentials, .*: role docker-cloud-push for repo:/)
  assert.match(said, /✔ Run npm run push, .*\n/)
  assert.match(said, /✔ Run npm run smoke, .*\n/)
  assert.match(
    said,
    /deploy\.yml succeeds for docker-cloud, on push to main: job push and deploy got credentials/,
  )
})

test('destroy leaves nothing at the endpoint or on the engine', async () => {
  const [image = ''] = docker('images', '--quiet', 'localhost:4566/docker-cloud/server').split('\n')
  const released = [
    'localhost:4566/docker-cloud/server',
    '127.0.0.1:4566/a0000000/docker-cloud/server',
  ]
  docker('tag', image, `${released[1]}:public`)
  const ofTasks = 'label=docker-cloud.project=docker-cloud'
  docker('volume', 'create', '--label', ofTasks.slice('label='.length), 'ls-ecs-rehearsed-data')
  const said = await run('destroy')
  assert.match(said, /nothing of docker-cloud is left in account 000000000000/)
  assert.match(said, /no container, network or volume is left on the engine/)
  assert.equal(docker('ps', '--all', '--quiet', '--filter', 'name=ls-ecs-docker-cloud-'), '')
  const ofProject = ['--filter', 'label=com.docker.compose.project=docker-cloud']
  assert.equal(docker('ps', '--all', '--quiet', ...ofProject), '')
  assert.equal(docker('volume', 'ls', '--quiet', ...ofProject), '')
  assert.equal(docker('volume', 'ls', '--quiet', '--filter', ofTasks), '')
  assert.equal(docker('network', 'ls', '--quiet', ...ofProject), '')
  for (const name of released) assert.equal(docker('images', '--quiet', name), '')
})
