import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readSettings } from '../../localstack/settings.ts'

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

test('a value that is none is refused in a sentence that names the variable', () => {
  assert.throws(
    () => readSettings({ CLOCK_RATE: 'fast' }),
    /CLOCK_RATE is 'fast', which is no positive number/,
  )
  assert.throws(
    () => readSettings({ GATEWAY_LISTEN: 'here' }),
    /GATEWAY_LISTEN is 'here', which is no <host>:<port>/,
  )
})
