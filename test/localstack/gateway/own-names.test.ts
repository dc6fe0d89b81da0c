import assert from 'node:assert/strict'
import { hostname } from 'node:os'
import { test } from 'node:test'
import type { Emulator } from '../../../localstack/services/service.ts'
import { ownNames } from '../../../localstack/gateway/own-names.ts'
import { readSettings } from '../../../localstack/kernel/settings.ts'
import { until } from '../../support/until.ts'

/** An emulator whose container has these networks. */
const emulator = (env: NodeJS.ProcessEnv, Networks: object) =>
  ({
    settings: readSettings(env),
    docker: { containers: { inspect: async () => ({ NetworkSettings: { Networks } }) } },
  }) as unknown as Emulator

test('a container has the names that its networks give it', async () => {
  const networks = {
    'shop.net': { DNSNames: ['emulator', 'aws.example.com'], Aliases: null },
    old: { Aliases: ['Localstack'] },
  }
  const names = ownNames(emulator({ IS_CONTAINER: '1' }, networks))
  await until('the names', () => names.has('localstack.old'))
  for (const name of ['emulator', 'emulator.shop.net', 'aws.example.com', 'localstack'])
    assert.ok(names.has(name), name)
})

test('this machine and LOCALSTACK_HOST have names too', () => {
  const names = ownNames(emulator({ LOCALSTACK_HOST: 'Emulator.example.com:4566' }, {}))
  assert.ok(names.has(hostname().toLowerCase()))
  assert.ok(names.has('emulator.example.com'))
  assert.ok(!names.has('example.com'))
})
