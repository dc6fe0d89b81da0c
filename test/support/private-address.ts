import { readFileSync } from 'node:fs'
import { networkInterfaces } from 'node:os'

const rfc1918 = /^(10\.|172\.(1[6-9]|2\d|3[01])\.|192\.168\.)/

/**
 * An address of this machine that a target of type ip may have, since ELB takes private addresses only.
 * Docker's bridge has one; Node leaves it out while no container is attached, the kernel's table does not.
 */
export function privateAddress(): string {
  const known = Object.values(networkInterfaces()).flatMap((list = []) => list)
  const listed = [...known.map(({ address }) => address), ...kernelAddresses()]
  const found = listed.find((address) => rfc1918.test(address))
  if (!found) throw new Error('This machine has no private IPv4 address to run a target on.')
  return found
}

function kernelAddresses(): string[] {
  if (process.platform !== 'linux') return []
  const table = readFileSync('/proc/net/fib_trie', 'utf8')
  return [...table.matchAll(/\|-- ([\d.]+)\n\s+\/32 host LOCAL/g)].map(([, address]) => address!)
}
