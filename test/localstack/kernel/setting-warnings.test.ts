import assert from 'node:assert/strict'
import { test } from 'node:test'
import { settingWarnings } from '../../../localstack/kernel/setting-warnings.ts'

for (const [misspelt, meant] of [
  ['CLOCKRATE', 'CLOCK_RATE'],
  ['clock_rate', 'CLOCK_RATE'],
  ['ENFORCEIAM', 'ENFORCE_IAM'],
  ['LOCALSTACK_ENFORCEIAM', 'ENFORCE_IAM'],
  ['PERSISTANCE', 'PERSISTENCE'],
  ['IAM_SOFTMODE', 'IAM_SOFT_MODE'],
  ['DATADIR', 'DATA_DIR'],
  ['GATEWAY_LISTENS', 'GATEWAY_LISTEN'],
  ['EXTERNAL_SERVICE_PORT_START', 'EXTERNAL_SERVICE_PORTS_START'],
] as const)
  test(`${misspelt} is warned of`, () => {
    assert.deepEqual(settingWarnings({ [misspelt]: '1' }), [
      `${misspelt} is not read: is ${meant} meant?`,
    ])
  })

test('variables of others, and those that are read, are not warned of', () => {
  const env = {
    PATH: '/bin',
    HOME: '/root',
    HOSTNAME: 'x',
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_PROFILE: 'x',
    DOCKER_CONFIG: '/x',
    DOCKER_BUILDKIT: '1',
    LOCALSTACK_AUTH_TOKEN: 'x',
    LOCALSTACK_HOST: 'x',
    LOCALSTACK_HOSTNAME: 'x',
    LOCALSTACK_PERSISTENCE: '1',
    SERVICES: 'ecs',
    NODE_ENV: 'production',
    DEBUG: '1',
    ECS_DOCKER_FLAGS: '-l a=b --label c=d',
  }
  assert.deepEqual(settingWarnings(env), [])
})

test('what is accepted and has no effect is warned of', () => {
  assert.deepEqual(settingWarnings({ ECS_DOCKER_FLAGS: '-l a=b -e A=b' }), [
    "ECS_DOCKER_FLAGS: '-e A=b' has no effect here, only labels have.",
  ])
  assert.deepEqual(settingWarnings({ DEBUG: 'testcontainers*' }), [
    "DEBUG is 'testcontainers*' and counts as off: it is on with 1.",
  ])
})

test('an address that the whole network reaches is warned of, except in a container', () => {
  assert.match(
    settingWarnings({ GATEWAY_LISTEN: '0.0.0.0:4566' })[0]!,
    /every machine of the network/,
  )
  assert.deepEqual(settingWarnings({ GATEWAY_LISTEN: '0.0.0.0:4566', IS_CONTAINER: '1' }), [])
})
