export interface Cidr {
  /** The network's first address as a number. */
  first: number
  size: number
  prefix: number
}

/** Reads an IPv4 CIDR block, `172.31.0.0/16`; undefined when the text is none. */
export function parseCidr(text: string): Cidr | undefined {
  const match = /^([\d.]+)\/(\d|[12]\d|3[0-2])$/.exec(text)
  const address = match ? parseAddress(match[1]!) : undefined
  const prefix = Number(match?.[2])
  if (address === undefined) return undefined
  const size = 2 ** (32 - prefix)
  return { first: address - (address % size), size, prefix }
}

/**
 * An IPv4 address as a number; undefined when the text is not dotted decimal: to some programs `010` is 8.
 * Runs for each request through a load balancer to a target outside its VPC.
 */
export function parseAddress(text: string): number | undefined {
  let [address, dots, octet] = [0, 0, -1]
  for (let index = 0; index < text.length; index += 1) {
    const digit = text.charCodeAt(index) - 48
    if (text[index] === '.' && octet >= 0) {
      address = address * 256 + octet
      dots += 1
      octet = -1
    } else {
      if (digit < 0 || digit > 9 || octet === 0) return undefined
      octet = Math.max(octet, 0) * 10 + digit
      if (octet > 255) return undefined
    }
  }
  return dots === 3 && octet >= 0 ? address * 256 + octet : undefined
}

/** Writes a number as an IPv4 address. */
export const formatAddress = (address: number) =>
  [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.')

/** Writes a CIDR block in its canonical form, host bits cleared, as EC2 stores it. */
export const formatCidr = ({ first, prefix }: Cidr) => `${formatAddress(first)}/${prefix}`

export const contains = (outer: Cidr, inner: Cidr) =>
  inner.first >= outer.first && inner.first + inner.size <= outer.first + outer.size

export const overlaps = (a: Cidr, b: Cidr) =>
  a.first < b.first + b.size && b.first < a.first + a.size

/** True if an address lies in any of the CIDR blocks. */
export function isInside(address: string, blocks: (string | Cidr)[]): boolean {
  const first = parseAddress(address)
  if (first === undefined) return false
  for (const block of blocks) {
    const cidr = typeof block === 'string' ? parseCidr(block) : block
    if (cidr && contains(cidr, { first, size: 1, prefix: 32 })) return true
  }
  return false
}

/** Addresses that no VPC has: unspecified, loopback, link-local, multicast, and what is reserved up to the broadcast address. */
const reservedBlocks = ['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/3'].map((block) =>
  parseCidr(block)!,
)

export const isReserved = (cidr: Cidr) => reservedBlocks.some((block) => overlaps(block, cidr))
