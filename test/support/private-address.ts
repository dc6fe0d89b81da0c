import { readFileSync } from 'node:fs'
import { networkInterfaces } from 'node:os'

const rfc1918 = /^(10\.|172\.(1[6-9]|2\d|3[01])\.|192\.168\.)/

/** The bridges of Docker's networks, except its own, come and go with the tests that make them. */
const passing = /^br-/

/**
 * An address of this machine that a target of type ip may have, since ELB takes private addresses only.
 * Docker's own bridge has one; Node leaves it out while no container is attached, the kernel's tables do not.
 */
export function privateAddress(): string {
  const known = Object.entries(networkInterfaces())
    .filter(([name]) => !passing.test(name))
    .flatMap(([, list = []]) => list.map(({ address }) => address))
  const found = [...known, ...kernelAddresses()].find((address) => rfc1918.test(address))
  if (!found) throw new Error('This machine has no private IPv4 address to run a target on.')
  return found
}

/** The machine's addresses in networks that stay; the route table has little-endian hexadecimal numbers. */
function kernelAddresses(): string[] {
  if (process.platform !== 'linux') return []
  const numberOf = (hex = '') => Buffer.from(hex, 'hex').readUInt32LE()
  const networks = readFileSync('/proc/net/route', 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
    .filter(([name = '', , gateway]) => gateway === '00000000' && !passing.test(name))
    .map(([, destination, , , , , , mask]) => ({
      first: numberOf(destination),
      mask: numberOf(mask),
    }))
  const table = readFileSync('/proc/net/fib_trie', 'utf8')
  return [...table.matchAll(/\|-- ([\d.]+)\n\s+\/32 host LOCAL/g)]
    .map(([, address]) => address!)
    .filter((address) => {
      const number = Buffer.from(address.split('.').map(Number)).readUInt32BE()
      return networks.some(({ first, mask }) => (number & mask) >>> 0 === first)
    })
}
