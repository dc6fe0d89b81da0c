import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'

const scripts = join(import.meta.dirname, '../../../scripts')
const nobody = {
  PATH: process.env.PATH,
  AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_MAX_ATTEMPTS: '1',
}

async function call(verb: string, args: string[] = [], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [join(scripts, `${verb}.ts`), ...args], {
    env: { ...nobody, ...env },
  })
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'close')])
  return { code, stderr }
}

test('an endpoint that does not answer is reported with the fix', async () => {
  assert.deepEqual(await call('status'), {
    code: 1,
    stderr: `docker-cloud status: sts:GetCallerIdentity did not reach AWS: connect ECONNREFUSED 127.0.0.1:1
  What to do: nothing answers at http://127.0.0.1:1: start it (\`npm run rehearse\`, or \`docker compose up --wait localstack\`), then run this again
`,
  })
})

test('an invalid setting is reported in one sentence', async () => {
  const { code, stderr } = await call('deploy', [], { APP_NAME: 'Not_A_Name' })
  assert.equal(code, 1)
  assert.match(
    stderr,
    /^docker-cloud deploy: APP_NAME is "Not_A_Name", which cannot name both a load/,
  )
  assert.equal(stderr.split('\n').length, 2)
})

test('an unknown flag is reported with the known ones', async () => {
  assert.deepEqual(await call('register', ['--forced']), {
    code: 1,
    stderr: `docker-cloud register: it takes [<service>...] and --dry-run and --force and --environment
  Unknown option '--forced'
`,
  })
})

test('--environment sets ENVIRONMENT, and one that does not exist is reported with those that do', async () => {
  for (const [args, env] of [
    [['--environment', 'stagin'], { ENVIRONMENT: 'production' }],
    [[], { ENVIRONMENT: 'stagin' }],
  ] as const)
    assert.deepEqual(await call('status', [...args], env), {
      code: 1,
      stderr:
        'docker-cloud status: there is no environment "stagin": the environments are production; create .aws/environments/<name>.env to add one\n',
    })
})

test('Ctrl-C ends a verb with a message', async () => {
  const silent = createServer()
  await once(silent.listen(0, '127.0.0.1'), 'listening')
  const { port } = silent.address() as AddressInfo
  const env = { ...nobody, AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` }
  const child = spawn(process.execPath, [join(scripts, 'status.ts')], { env })
  const [socket] = (await once(silent, 'connection')) as [Socket]
  child.kill('SIGINT')
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'close')])
  socket.destroy()
  silent.close()
  assert.equal(code, 130)
  assert.equal(
    stderr,
    'docker-cloud status: interrupted; what was done stays, and it can be run again\n',
  )
})
