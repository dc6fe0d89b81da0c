/**
 * Messages to the kernel's nftables, as `nft` sends them. The numbers are those of linux/netfilter/nf_tables.h:
 * https://docs.kernel.org/networking/netlink_spec/nftables.html
 */

type Content = Buffer | number | string | Attributes | Attributes[]

/** Attributes by their type. */
interface Attributes {
  [type: number]: Content
}

/** Numbers are in network order, texts end with 0. */
function encoded(content: Content): Buffer {
  if (Buffer.isBuffer(content)) return content
  if (typeof content === 'string') return Buffer.from(`${content}\0`)
  if (Array.isArray(content)) return Buffer.concat(content.map((item) => attribute(1, item)))
  if (typeof content === 'object')
    return Buffer.concat(Object.entries(content).map(([type, part]) => attribute(+type, part)))
  const number = Buffer.alloc(4)
  number.writeInt32BE(content)
  return number
}

function attribute(type: number, content: Content): Buffer {
  const body = encoded(content)
  const isNested = typeof content === 'object' && !Buffer.isBuffer(content)
  const header = Buffer.alloc(4)
  header.writeUInt16LE(4 + body.length)
  header.writeUInt16LE(isNested ? type | 0x8000 : type, 2)
  return Buffer.concat([header, body, Buffer.alloc(-body.length & 3)])
}

interface Message {
  type: number
  flags: number
  family: number
  subsystem?: number
  attributes?: Attributes
}

function message({ type, flags, family, subsystem = 0, attributes = {} }: Message): Buffer {
  const body = encoded(attributes)
  const header = Buffer.alloc(20)
  header.writeUInt32LE(header.length + body.length)
  header.writeUInt16LE(type, 4)
  header.writeUInt16LE(flags, 6)
  header.writeUInt8(family, 16)
  header.writeUInt16BE(subsystem, 18)
  return Buffer.concat([header, body])
}

const nftables = 10
const ipv4 = 2
const table = 'ecs'
const flag = { request: 1, acknowledge: 4, create: 0x400, append: 0x800 }

const change = (type: number, attributes: Attributes, flags = 0): Buffer =>
  message({
    type: (nftables << 8) | type,
    flags: flag.request | flag.create | flags,
    family: ipv4,
    attributes,
  })

/** The hooks at which addresses are translated. */
const hooks = { incoming: 0, outgoing: 3 } as const

type Hook = keyof typeof hooks

const chain = (hook: Hook): Buffer =>
  change(3, { 1: table, 3: hook, 4: { 1: hooks[hook], 2: -100 }, 7: 'nat' })

/** A step of a rule: by name and data. */
type Expression = Attributes

const expression = (name: string, data: Attributes): Expression => ({ 1: name, 2: data })

const compare = (operator: number, bytes: Buffer): Expression =>
  expression('cmp', { 1: 1, 2: operator, 3: { 1: bytes } })

/** Goes on if what is loaded equals some bytes. */
export const equals = (bytes: Buffer): Expression => compare(0, bytes)

/** Goes on unless what is loaded equals some bytes. */
export const differs = (bytes: Buffer): Expression => compare(1, bytes)

/** Loads bytes of a packet: of its network header (1) or its transport header (2). */
const load = (header: number, offset: number, length: number): Expression =>
  expression('payload', { 1: 1, 2: header, 3: offset, 4: length })

export const destination = load(1, 16, 4)
export const destinationPort = load(2, 2, 2)
export const inboundInterface = expression('meta', { 1: 1, 2: 4 })
export const transport = expression('meta', { 1: 1, 2: 16 })

/** Keeps the bits of a mask of what is loaded. */
export const masked = (mask: Buffer): Expression =>
  expression('bitwise', {
    1: 1,
    2: 1,
    3: mask.length,
    4: { 1: mask },
    5: { 1: Buffer.alloc(mask.length) },
  })

/** Translates the destination to an address, and a port if one is given. */
export const translate = (address: Buffer, port?: Buffer): Expression[] => [
  expression('immediate', { 1: 1, 2: { 1: address } }),
  ...(port ? [expression('immediate', { 1: 2, 2: { 1: port } })] : []),
  expression('nat', { 1: 1, 2: ipv4, 3: 1, ...(port && { 5: 2 }) }),
]

export interface Rule {
  hook: Hook
  expressions: Expression[]
}

/** One batch that sets rules in a fresh namespace. The kernel acknowledges the last. */
export function netfilterBatch(rules: Rule[]): Buffer {
  const edge = (type: number) =>
    message({ type, flags: flag.request, family: 0, subsystem: nftables })
  const set = ({ hook, expressions }: Rule, index: number) =>
    change(
      6,
      { 1: table, 2: hook, 4: expressions },
      flag.append | (index === rules.length - 1 ? flag.acknowledge : 0),
    )
  return Buffer.concat([
    edge(0x10),
    change(0, { 1: table }),
    chain('incoming'),
    chain('outgoing'),
    ...rules.map(set),
    edge(0x11),
  ])
}
