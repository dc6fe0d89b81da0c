import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clashOf, findTaskNetwork } from '../../../../../localstack/services/ecs/task/network.ts'
import type { Emulator } from '../../../../../localstack/services/service.ts'

const drivers: Record<string, string> = { host: 'host', bridge: 'bridge', compose: 'bridge' }

/** An emulator whose container, if it is one, has these addresses by network. */
const emulatorIn = (addresses?: Record<string, string>, network?: string) =>
  ({
    settings: { inContainer: addresses !== undefined, network },
    docker: {
      containers: {
        inspect: async () => ({
          NetworkSettings: {
            Networks: Object.fromEntries(
              Object.entries(addresses ?? {}).map(([name, IPAddress]) => [name, { IPAddress }]),
            ),
          },
        }),
      },
      networks: {
        inspect: async (name: string) => ({
          Driver: drivers[name],
          IPAM: { Config: [{ Subnet: '172.18.0.0/16', Gateway: '172.18.0.1' }] },
        }),
      },
    },
  }) as unknown as Emulator

test('tasks get the network of the emulator’s container, or the engine’s default', async () => {
  const own = await findTaskNetwork(emulatorIn({ compose: '172.18.0.2' }))
  assert.deepEqual([own.name, own.isContainer, own.address], ['compose', true, '172.18.0.2'])
  const outside = await findTaskNetwork(emulatorIn())
  assert.deepEqual([outside.name, outside.isContainer], ['bridge', false])
})

test('tasks never get the network of the machine', async () => {
  const onHost = await findTaskNetwork(emulatorIn({ host: '' }))
  assert.deepEqual([onHost.name, onHost.isContainer], ['bridge', false])
  await assert.rejects(findTaskNetwork(emulatorIn(undefined, 'host')), {
    message: "A task may not have the network of this machine: MAIN_DOCKER_NETWORK is 'host'.",
  })
})

test('a Docker network with addresses of the default VPC is named, with another range for it', () => {
  const clash = (...subnets: string[]) => clashOf({ name: 'shop_default', subnets })
  for (const subnet of ['172.31.0.0/16', '172.31.5.0/24', '172.16.0.0/12'])
    assert.match(
      clash('10.0.0.0/24', subnet)!,
      new RegExp(
        `^Docker's network shop_default has ${subnet}, and the default VPC 172.31.0.0/16: `,
      ),
    )
  assert.equal(clash('172.30.0.0/16', '172.32.0.0/16', 'fd00::/64'), undefined)
})
