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

/** An IPv4 address as a number; undefined when the text is not dotted decimal: to some programs `010` is 8. */
export function parseAddress(text: string): number | undefined {
  const parts = text.split('.')
  if (
    parts.length !== 4 ||
    parts.some((part) => !/^(0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255)
  )
    return undefined
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0)
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
export function isInside(address: string, blocks: string[]): boolean {
  const first = parseAddress(address)
  return (
    first !== undefined &&
    blocks.some((block) => {
      const cidr = parseCidr(block)
      return cidr !== undefined && contains(cidr, { first, size: 1, prefix: 32 })
    })
  )
}

/** Addresses that no VPC has: unspecified, loopback, link-local, multicast, and what is reserved up to the broadcast address. */
const reservedBlocks = ['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/3'].map((block) =>
  parseCidr(block)!,
)

export const isReserved = (cidr: Cidr) => reservedBlocks.some((block) => overlaps(block, cidr))
