import { hostname } from 'node:os'
import { defineState } from '../../../kernel/define-state.ts'
import { defaultBlock, overlaps, parseCidr } from '../../ec2/public.ts'
import type { Emulator } from '../../service.ts'
import { responder } from './names/responder.ts'
import { type NameServer, openNameServer } from './names/server.ts'
import { relayFrom } from './relay.ts'

/** The Docker network of the tasks, and the emulator's URL in it. */
export interface TaskNetwork {
  name: string
  /** Undefined when tasks cannot reach the emulator. */
  endpoint: string | undefined
  /** The port of the name server at the emulator's address in it. Undefined when tasks have Docker's. */
  namesPort: number | undefined
  close(): void
}

/** Finds the network for tasks, and makes the emulator and its name server reachable from it. */
export async function openTaskNetwork(emulator: Emulator): Promise<TaskNetwork> {
  const found = await findTaskNetwork(emulator)
  const { name, isContainer, address, gateway } = found
  const clash = clashOf(found)
  if (clash) emulator.log('ecs', clash)
  const port = emulator.port()
  const relay = isContainer || !gateway ? undefined : await relayFrom(gateway, emulator)
  const own = isContainer ? address : relay && gateway
  const names = own === undefined ? undefined : await openNames(emulator, own, name)
  return {
    name,
    endpoint: own && `http://${own}:${port}`,
    namesPort: names?.port,
    close() {
      relay?.close()
      names?.close()
    },
  }
}

/** The port of the name server, which tasks keep when the emulator is started again. */
const names = defineState<{ port?: number }>({
  name: 'ecs.names',
  per: 'emulator',
  staysHere: true,
  initial: () => ({}),
})

async function openNames(
  emulator: Emulator,
  address: string,
  network: string,
): Promise<NameServer | undefined> {
  try {
    const state = emulator.store.get(names, '', '')
    const server = await openNameServer(
      address,
      responder(emulator, { address, network }),
      state.port,
    )
    state.port = server.port
    return server
  } catch (error) {
    emulator.log(
      'ecs',
      `tasks have Docker's name server, not the VPC's, because none can be opened at ${address}: ${(error as Error).message}`,
    )
    return undefined
  }
}

/** The network for tasks in Docker. */
export interface FoundNetwork {
  name: string
  subnets: string[]
  gateway: string | undefined
  /** True if the emulator is a container with a network of its own. */
  isContainer: boolean
  /** The emulator's address in the network, if it has one. */
  address: string | undefined
}

/** Finds the network for tasks: the configured one, else the emulator's own, else Docker's default. */
export async function findTaskNetwork({ settings, docker }: Emulator): Promise<FoundNetwork> {
  const self = settings.inContainer ? await docker.containers.inspect(hostname()) : undefined
  const own = Object.entries(self?.NetworkSettings.Networks ?? {}).filter(
    ([, { IPAddress }]) => IPAddress,
  )
  const name = settings.network ?? own[0]?.[0] ?? 'bridge'
  const details = await docker.networks.inspect(name)
  if (details?.Driver === 'host')
    throw new Error(
      `A task may not have the network of this machine: MAIN_DOCKER_NETWORK is '${name}'.`,
    )
  const ranges = details?.IPAM.Config ?? []
  return {
    name,
    subnets: ranges.flatMap(({ Subnet }) => Subnet ?? []),
    gateway: ranges.find(({ Gateway }) => Gateway)?.Gateway,
    isContainer: own.length > 0,
    address: own.find(([network]) => network === name)?.[1].IPAddress,
  }
}

/** Describes a Docker network with addresses of the default VPC: tasks cannot tell their own from the engine's. */
export function clashOf({ name, subnets }: Pick<FoundNetwork, 'name' | 'subnets'>) {
  const block = parseCidr(defaultBlock)!
  const subnet = subnets.find((each) => {
    const cidr = parseCidr(each)
    return cidr && overlaps(cidr, block)
  })
  return (
    subnet &&
    `Docker's network ${name} has ${subnet}, and the default VPC ${defaultBlock}: tasks may not reach each other. Give the network another range: \`networks: { default: { ipam: { config: [{ subnet: 10.213.0.0/24 }] } } }\` in compose.yaml, or default-address-pools in Docker's daemon.json`
  )
}
