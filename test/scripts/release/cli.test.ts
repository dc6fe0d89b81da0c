import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { documentOf } from '../../../scripts/release/results.ts'
import { fileOf, type VerbName } from '../../../scripts/verbs.ts'
import { assertMatches } from '../../support/json-schema.ts'

const scripts = join(import.meta.dirname, '../../../scripts')
const nobody = {
  PATH: process.env.PATH,
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
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
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ])
  return { code, stdout, stderr }
}

test('an endpoint that does not answer is reported with the fix', async () => {
  assert.deepEqual(await call('status'), {
    code: 1,
    stdout: '',
    stderr: `docker-cloud status: sts:GetCallerIdentity did not reach AWS: connect ECONNREFUSED 127.0.0.1:1
  What to do: nothing answers at http://127.0.0.1:1: start it (\`npm run rehearse\`, or \`docker compose up --wait localstack\`), then run this again
`,
  })
})

test('an invalid setting is reported in one sentence', async () => {
  const { code, stderr } = await call('deploy', [], { APP_NAME: 'Not_A_Name' })
  assert.equal(code, 3)
  assert.match(
    stderr,
    /^docker-cloud deploy: APP_NAME is "Not_A_Name", which cannot name both a load/,
  )
  assert.equal(stderr.split('\n').length, 2)
})

test('a misspelt flag or service is reported with the one that is meant', async () => {
  assert.deepEqual(await call('register', ['--forced']), {
    code: 3,
    stdout: '',
    stderr: 'docker-cloud register: it has no flag --forced: did you mean --force?\n',
  })
  assert.deepEqual(await call('deploy', ['sever']), {
    code: 3,
    stdout: '',
    stderr: "docker-cloud deploy: .aws has no service 'sever': did you mean server?\n",
  })
})

test('with --json stdout is one document, also of a failure, and stderr is for people', async () => {
  const { code, stdout, stderr } = await call('status', ['--json'])
  const document = JSON.parse(stdout)
  assertMatches(document, documentOf('status').json)
  assert.equal(code, 1)
  assert.deepEqual(document, {
    verb: 'status',
    environment: 'production',
    dryRun: false,
    exitCode: 1,
    changes: [],
    errors: [
      {
        message: 'sts:GetCallerIdentity did not reach AWS: connect ECONNREFUSED 127.0.0.1:1',
        details: [],
        call: 'sts:GetCallerIdentity',
        observed: [],
        fix: 'nothing answers at http://127.0.0.1:1: start it (`npm run rehearse`, or `docker compose up --wait localstack`), then run this again',
      },
    ],
  })
  assert.match(stderr, /^docker-cloud status: sts:GetCallerIdentity did not reach AWS/)
})

test('verbs of every kind reject a wrong flag with exit code 3, as text and as JSON', async () => {
  for (const name of ['setup', 'dev', 'verify:oidc', 'deploy'] satisfies VerbName[]) {
    const verb = fileOf(name).replace('.ts', '')
    const { code, stdout, stderr } = await call(verb, ['--no-such-flag', '--json'])
    assert.equal(code, 3, name)
    assert.match(stderr, new RegExp(`^docker-cloud ${name}: it has no flag --no-such-flag: `))
    const document = JSON.parse(stdout)
    assertMatches(document, documentOf(name).json)
    assert.deepEqual([document.verb, document.exitCode], [name, 3])
  }
})

test('--environment sets ENVIRONMENT, and one that does not exist is reported with those that do', async () => {
  for (const [args, env] of [
    [['--environment', 'stagin'], { ENVIRONMENT: 'production' }],
    [[], { ENVIRONMENT: 'stagin' }],
  ] as const)
    assert.deepEqual(await call('status', [...args], env), {
      code: 3,
      stdout: '',
      stderr:
        'docker-cloud status: there is no environment "stagin": the environments are production; create .aws/environments/<name>.env to add one\n',
    })
})

for (const [signal, expected] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)
  test(`${signal} ends a verb with a message and exit code ${expected}`, async () => {
    const silent = createServer()
    await once(silent.listen(0, '127.0.0.1'), 'listening')
    const { port } = silent.address() as AddressInfo
    const env = { ...nobody, AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` }
    const child = spawn(process.execPath, [join(scripts, 'status.ts'), '--json'], { env })
    const [socket] = (await once(silent, 'connection')) as [Socket]
    child.kill(signal)
    const [stdout, stderr, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ])
    socket.destroy()
    silent.close()
    const message = 'interrupted; what was done stays, and the same command goes on'
    assert.equal(code, expected)
    assert.equal(stderr, `docker-cloud status: ${message}\n`)
    const { exitCode, errors } = JSON.parse(stdout)
    assert.deepEqual([exitCode, errors[0].message], [expected, message])
  })

test('a reader that goes away, as in `| head`, ends a verb quietly', async () => {
  const help = `'${process.execPath}' '${join(scripts, 'help.ts')}'`
  const env = { PATH: process.env.PATH }
  const command = `set -o pipefail; ${help} | head -n 1; ${help} --json | head -c 1`
  const child = spawn('bash', ['--norc', '-c', command], { env })
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'close')])
  assert.deepEqual([code, stderr], [0, ''])
})
