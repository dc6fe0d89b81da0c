import { existsSync, readFileSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { BlockList, isIPv6, type Socket } from 'node:net'
import { plainAddress } from '../../../kernel/address.ts'
import type { Emulator } from '../../service.ts'
import { emulatorLabel } from './labels.ts'
import { findTaskNetwork } from './network.ts'
import { isRelayed } from './relay.ts'

/**
 * Returns true if a connection comes from a task, which has only its role's permissions. An address in the network for
 * tasks counts as a task's unless it belongs to another container or to this machine.
 */
export async function isFromTask(emulator: Emulator, socket: Socket): Promise<boolean> {
  if (isRelayed(socket) || socket.remoteAddress === undefined) return true
  const address = plainAddress(socket.remoteAddress)
  if (address === '::1' || address.startsWith('127.')) return false
  const answer = known.get(socket) ?? isTaskAddress(emulator, address)
  known.set(socket, answer)
  return answer
}

const known = new WeakMap<Socket, Promise<boolean>>()

/** While Docker does not answer, any address in a network of the emulator's container counts as a task's. */
async function isTaskAddress(emulator: Emulator, address: string): Promise<boolean> {
  try {
    const { subnets, gateway } = await findTaskNetwork(emulator)
    if (address === gateway || !isWithin(subnets, address)) return false
    const containers = await emulator.docker.containers.list({})
    const owner = containers.find(({ NetworkSettings }) =>
      Object.values(NetworkSettings.Networks).some(
        ({ IPAddress, GlobalIPv6Address }) =>
          IPAddress === address || GlobalIPv6Address === address,
      ),
    )
    return owner === undefined || emulatorLabel in owner.Labels
  } catch {
    return isWithin(ownSubnets(), address) && !ownGateways().includes(address)
  }
}

const ownSubnets = (): string[] =>
  Object.values(networkInterfaces()).flatMap((addresses = []) =>
    addresses.flatMap(({ cidr }) => cidr ?? []),
  )

/** The default gateway, from which this machine's calls reach a container, in hexadecimal with reversed bytes: https://man7.org/linux/man-pages/man5/proc_pid_net.5.html */
function ownGateways(): string[] {
  if (!existsSync(routes)) return []
  const gateways = readFileSync(routes, 'utf8').matchAll(/^\S+\s+00000000\s+([0-9A-F]{8})/gm)
  return [...gateways].map(([, hex = '']) => Buffer.from(hex, 'hex').toReversed().join('.'))
}

const routes = '/proc/net/route'

function isWithin(subnets: string[], address: string): boolean {
  const blocks = new BlockList()
  for (const subnet of subnets) {
    const [first = '', prefix] = subnet.split('/')
    blocks.addSubnet(first, Number(prefix), isIPv6(first) ? 'ipv6' : 'ipv4')
  }
  return blocks.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
}

/** Returns true for paths that tasks must not call: LocalStack's own pages and GitHub's tokens. */
export function isKeptFromTasks(url = ''): boolean {
  if (!url.includes('_')) return false
  const paths = [url, URL.parse(url, 'http://localhost')?.pathname ?? '']
  return paths.some((path) => /^\/+_(localstack|oidc)(?![\w-])/.test(path))
}
