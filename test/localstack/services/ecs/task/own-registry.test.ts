import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ownRegistry } from '../../../../../localstack/services/ecs/task/own-registry.ts'
import type { Emulator } from '../../../../../localstack/services/service.ts'
import { readSettings } from '../../../../../localstack/kernel/settings.ts'

/** An emulator on port 4566 of its container, whose engine publishes that on these ports. */
const emulator = (published: string[], inContainer = true) =>
  ({
    settings: { ...readSettings({}), inContainer },
    port: () => 4566,
    docker: {
      containers: {
        inspect: async () => ({
          NetworkSettings: { Ports: { '4566/tcp': published.map((HostPort) => ({ HostPort })) } },
        }),
      },
    },
  }) as unknown as Emulator

for (const [name, target, image, expected] of [
  ['its own port', emulator([], false), 'localhost:4566/app', 'localhost:4566'],
  ['another port', emulator([], false), 'localhost:9999/app', 'localhost:4566'],
  ['a published port', emulator(['32771', '4600']), 'localhost:4600/app', 'localhost:4600'],
  ['its inner port', emulator(['32771']), 'localhost:4566/app', 'localhost:32771'],
  ['another port', emulator(['32771']), 'localhost:9999/app', 'localhost:32771'],
  ['nothing published', emulator([]), 'localhost:9999/app', 'localhost:4566'],
  [
    "AWS's name",
    emulator(['4566']),
    '000000000000.dkr.ecr.us-east-1.amazonaws.com/app',
    'localhost:4566',
  ],
] as const)
  test(`${name}: ${image} is pulled from ${expected}`, async () => {
    assert.equal(await ownRegistry(target, image), expected)
  })
