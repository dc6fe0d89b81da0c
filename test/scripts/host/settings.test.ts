import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ContainerDefinition } from '@aws-sdk/client-ecs'
import { settingsOf } from '../../../scripts/host/settings.ts'

const file = 'api/task-definition.json'
const translate = (container: ContainerDefinition, task: object = {}) =>
  settingsOf({ family: 'shop-api', containerDefinitions: [container], ...task }, file)

test('a container definition becomes a service of Compose', () => {
  const container: ContainerDefinition = {
    name: 'api',
    image: 'image',
    command: ['serve'],
    entryPoint: ['sh'],
    user: '1000',
    workingDirectory: '/app',
    readonlyRootFilesystem: true,
    stopTimeout: 5,
    healthCheck: { command: ['CMD', 'check'], startPeriod: 20 },
    linuxParameters: { initProcessEnabled: true, capabilities: { drop: ['ALL'] } },
    ulimits: [{ name: 'nofile', softLimit: 1024, hardLimit: 4096 }],
    mountPoints: [{ sourceVolume: 'scratch', containerPath: '/tmp' }],
    logConfiguration: { logDriver: 'awslogs' },
  }
  assert.deepEqual(translate(container, { cpu: '.5 vCPU', memory: '2 GB' }), {
    stop_grace_period: '5s',
    mem_limit: '2048m',
    cpu_shares: 512,
    command: ['serve'],
    entrypoint: ['sh'],
    user: '1000',
    working_dir: '/app',
    read_only: true,
    healthcheck: {
      test: ['CMD', 'check'],
      interval: '30s',
      timeout: '5s',
      retries: 3,
      start_period: '20s',
    },
    init: true,
    cap_drop: ['ALL'],
    ulimits: { nofile: { soft: 1024, hard: 4096 } },
    volumes: [{ type: 'volume', target: '/tmp' }],
  })
})

test('a container stops in the time that ECS gives it', () => {
  assert.deepEqual(translate({ name: 'api' }, { memory: '512' }), {
    stop_grace_period: '30s',
    mem_limit: '512m',
  })
})

const errors: [container: ContainerDefinition, task: object, message: string][] = [
  [{ environmentFiles: [] }, {}, 'a host has no equivalent of environmentFiles: remove it'],
  [
    { linuxParameters: { devices: [] } },
    {},
    'a host has no equivalent of linuxParameters.devices: remove it',
  ],
  [
    {},
    { volumes: [{ name: 'data', efsVolumeConfiguration: { fileSystemId: 'fs-1' } }] },
    'a host has no EFS, which volume data needs',
  ],
  [
    {},
    { containerDefinitions: [{ name: 'api' }, { name: 'proxy' }] },
    'a host runs one container for each service, and this task has api, proxy: make each of them a service, or use ECS',
  ],
]
for (const [container, task, message] of errors)
  test(`${message.split(':')[0]} is an error`, () => {
    assert.throws(() => translate(container, task), { message: `.aws/${file}: ${message}` })
  })
