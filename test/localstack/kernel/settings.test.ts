import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readSettings, variables } from '../../../localstack/kernel/settings.ts'

test('without variables it listens on loopback, at LocalStack port', () => {
  const { host, port, clockRate } = readSettings({})
  assert.deepEqual({ host, port, clockRate }, { host: '127.0.0.1', port: 4566, clockRate: 1 })
})

test('IAM is enforced when that is asked for, and softly when that is', () => {
  const iam = (env: NodeJS.ProcessEnv) => {
    const { enforceIam, iamSoftMode } = readSettings(env)
    return [enforceIam, iamSoftMode]
  }
  assert.deepEqual(iam({}), [false, false])
  assert.deepEqual(iam({ ENFORCE_IAM: '1' }), [true, false])
  assert.deepEqual(iam({ ENFORCE_IAM: '1', IAM_SOFT_MODE: '1' }), [false, true])
})

test('a LOCALSTACK_ prefix is stripped', () => {
  assert.equal(readSettings({ LOCALSTACK_PERSISTENCE: '1' }).persistence, true)
})

test("testcontainers' session label is read from LAMBDA_DOCKER_FLAGS", () => {
  const { labels } = readSettings({ LAMBDA_DOCKER_FLAGS: '-l org.testcontainers.session-id=abc' })
  assert.deepEqual(labels, { 'org.testcontainers.session-id': 'abc' })
})

test('listener ports are the range of external service ports', () => {
  const env = { EXTERNAL_SERVICE_PORTS_START: '4510', EXTERNAL_SERVICE_PORTS_END: '4513' }
  assert.deepEqual(readSettings(env).listenerPorts, [4510, 4511, 4512])
})

/** For each variable, values that are allowed and values that are not. */
const values: Record<keyof typeof variables, { good: string[]; bad: string[] }> = {
  AWS_DEFAULT_REGION: {
    good: ['us-east-1', 'eu-central-2', 'cn-north-1', 'us-gov-west-1'],
    bad: ['nowhere', 'US-EAST-1', '../x', 'a b', 'public'],
  },
  CLOCK_RATE: {
    good: ['0.1', '1', '20', '100000'],
    bad: ['0', '-1', '0.02', '1e9', 'Infinity', 'NaN', 'fast', '20x', '1,000'],
  },
  DATA_DIR: { good: ['/tmp/x'], bad: ['data', './data', '~'] },
  DEBUG: { good: ['1', 'no', 'testcontainers*'], bad: [] },
  DOCKER_HOST: {
    good: [
      'unix:///run/docker.sock',
      '/run/docker.sock',
      'tcp://10.0.0.1:2375',
      'http://x:1',
      'x:1',
    ],
    bad: [
      'ssh://me@host',
      'npipe:////./pipe/docker_engine',
      'https://x:1',
      'tcp://x',
      'docker.sock',
    ],
  },
  DOCKER_SOCK: { good: ['/run/docker.sock', '//var/run/docker.sock'], bad: ['docker.sock'] },
  ECS_DISABLE_AWS_ENDPOINT_URL: { good: ['1'], bad: ['2'] },
  ECS_FIRST_USE_FAILS: { good: ['1'], bad: ['2'] },
  ECS_DOCKER_FLAGS: { good: ['-l a=b', '-e A=b'], bad: [] },
  ENFORCE_IAM: {
    good: ['1', 'true', 'True', 'yes', 'on', 'y', '0', 'false', 'no', 'off', 'n'],
    bad: ['2', 'soft', 'enabled', 'ja'],
  },
  EXTERNAL_SERVICE_PORTS_END: { good: [], bad: ['999999999', '70010', '1.5', 'many', '-1', '0'] },
  EXTERNAL_SERVICE_PORTS_START: { good: [], bad: ['70000', '1.5', 'many', '-1', '0'] },
  GATEWAY_LISTEN: {
    good: ['127.0.0.1:4566', ':4566', '4566', '[::1]:4566', 'localhost:0', '0.0.0.0:443'],
    bad: ['here', '127.0.0.1:4566,0.0.0.0:443', 'http://localhost:4566', '1.2.3.4:99999', '::1:80'],
  },
  IAM_SOFT_MODE: { good: ['1'], bad: ['2'] },
  INIT_DIR: { good: ['/etc/init'], bad: ['init'] },
  IS_CONTAINER: { good: ['1'], bad: ['2'] },
  LAMBDA_DOCKER_FLAGS: { good: ['-l a=b'], bad: [] },
  LOCALSTACK_HOST: {
    good: ['localhost.localstack.cloud:4566', 'emulator.example.com', 'localstack'],
    bad: ['http://x', 'a b', 'x:y'],
  },
  MAIN_DOCKER_NETWORK: { good: ['bridge', 'docker-cloud_default'], bad: ['../x', 'a b'] },
  PERSISTENCE: { good: ['1'], bad: ['2'] },
}

for (const [name, { good, bad }] of Object.entries(values))
  test(`${name} has values that are allowed, and others that end the start in a sentence`, () => {
    for (const value of good) readSettings({ [name]: value })
    for (const value of bad)
      assert.throws(
        () => readSettings({ [name]: value }),
        ({ message }: Error) =>
          message.startsWith(`${name} is '${value}', and it must be `) && message.endsWith('.'),
        `${name}=${value}`,
      )
  })

test('a flag is on and off by more than one word', () => {
  for (const value of ['1', 'true', 'yes', 'on', 'y', 'YES'])
    assert.equal(readSettings({ ENFORCE_IAM: value }).enforceIam, true, value)
  for (const value of ['0', 'false', 'no', 'off', 'n', 'No'])
    assert.equal(readSettings({ ENFORCE_IAM: value }).enforceIam, false, value)
})

test('an empty variable counts as not set', () => {
  const empty = Object.fromEntries(Object.keys(variables).map((name) => [name, '']))
  assert.deepEqual(readSettings(empty), readSettings({}))
})

test('what is read is what was set', () => {
  const { host, port } = readSettings({ GATEWAY_LISTEN: '[::1]:4567' })
  assert.deepEqual([host, port], ['::1', 4567])
  assert.equal(
    readSettings({ LOCALSTACK_HOST: 'Emulator.example.com:80' }).ownHost,
    'emulator.example.com',
  )
  assert.equal(
    readSettings({ DOCKER_HOST: 'unix:///run/docker.sock' }).dockerSocket,
    '/run/docker.sock',
  )
})

test('one end of the port range, or an end before the start, is rejected', () => {
  for (const [start, end] of [
    ['4510', undefined],
    [undefined, '4520'],
    ['4520', '4510'],
    ['4510', '4510'],
  ])
    assert.throws(
      () => readSettings({ EXTERNAL_SERVICE_PORTS_START: start, EXTERNAL_SERVICE_PORTS_END: end }),
      new RegExp(
        `_START is ${start ?? 'not set'} and EXTERNAL_SERVICE_PORTS_END is ${end ?? 'not set'}`,
      ),
    )
})
