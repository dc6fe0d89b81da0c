/**
 * Messages to the kernel's nftables, as `nft` sends them:
 * https://docs.kernel.org/userspace-api/netlink/intro.html, linux/netfilter/nf_tables.h
 */

type Content = Buffer | number | string | Attribute[]
type Attribute = [type: number, content: Content]

/** Numbers are in network order, texts end with 0. */
function encoded(content: Content): Buffer {
  if (Buffer.isBuffer(content)) return content
  if (typeof content === 'string') return Buffer.from(`${content}\0`)
  if (typeof content !== 'number') return Buffer.concat(content.map(attribute))
  const number = Buffer.alloc(4)
  number.writeInt32BE(content)
  return number
}

function attribute([type, content]: Attribute): Buffer {
  const body = encoded(content)
  const header = Buffer.alloc(4)
  header.writeUInt16LE(4 + body.length)
  header.writeUInt16LE(Array.isArray(content) ? type | 0x8000 : type, 2)
  return Buffer.concat([header, body, Buffer.alloc(-body.length & 3)])
}

interface Message {
  type: number
  flags: number
  family: number
  subsystem?: number
  attributes?: Attribute[]
}

function message({ type, flags, family, subsystem = 0, attributes = [] }: Message): Buffer {
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
const request = 1
const acknowledged = 4
const created = 0x400
const appended = 0x800
const table = 'ecs'

const change = (type: number, flags: number, attributes: Attribute[]): Buffer =>
  message({
    type: (nftables << 8) | type,
    flags: request | created | flags,
    family: ipv4,
    attributes,
  })

/** The hooks at which addresses are translated. */
const hooks = { incoming: 0, outgoing: 3 } as const

type Hook = keyof typeof hooks

const chain = (hook: Hook): Buffer =>
  change(3, 0, [
    [1, table],
    [3, hook],
    [
      4,
      [
        [1, hooks[hook]],
        [2, -100],
      ],
    ],
    [7, 'nat'],
  ])

export type Expression = [name: string, data: Attribute[]]

const value = (bytes: Buffer): Attribute[] => [[1, bytes]]

const compare = (operator: number, bytes: Buffer): Expression => [
  'cmp',
  [
    [1, 1],
    [2, operator],
    [3, value(bytes)],
  ],
]

export const is = (bytes: Buffer): Expression => compare(0, bytes)
export const isNot = (bytes: Buffer): Expression => compare(1, bytes)

/** Loads bytes of a packet: of its network header (1) or its transport header (2). */
const load = (header: number, offset: number, length: number): Expression => [
  'payload',
  [
    [1, 1],
    [2, header],
    [3, offset],
    [4, length],
  ],
]

export const destination = load(1, 16, 4)
export const destinationPort = load(2, 2, 2)
const meta = (key: number): Expression => [
  'meta',
  [
    [1, 1],
    [2, key],
  ],
]
export const inboundInterface = meta(4)
export const protocol = meta(16)

/** Keeps the bits of a mask of what is loaded. */
export const masked = (mask: Buffer): Expression => [
  'bitwise',
  [
    [1, 1],
    [2, 1],
    [3, mask.length],
    [4, value(mask)],
    [5, value(Buffer.alloc(mask.length))],
  ],
]

const register = (number: number, bytes: Buffer): Expression => [
  'immediate',
  [
    [1, number],
    [2, value(bytes)],
  ],
]

/** Translates the destination to an address, and a port if one is given. */
export const translate = (address: Buffer, port?: Buffer): Expression[] => [
  register(1, address),
  ...(port ? [register(2, port)] : []),
  ['nat', [[1, 1], [2, ipv4], [3, 1], ...(port ? [[5, 2] satisfies Attribute] : [])]],
]

export interface Rule {
  hook: Hook
  expressions: Expression[]
}

const rule = ({ hook, expressions }: Rule, flags: number): Buffer =>
  change(6, appended | flags, [
    [1, table],
    [2, hook],
    [
      4,
      expressions.map(([name, data]): Attribute => [
        1,
        [
          [1, name],
          [2, data],
        ],
      ]),
    ],
  ])

/** One batch that sets rules in a fresh namespace. The kernel acknowledges the last. */
export function netfilterBatch(rules: Rule[]): Buffer {
  const edge = (type: number) => message({ type, flags: request, family: 0, subsystem: nftables })
  return Buffer.concat([
    edge(0x10),
    change(0, 0, [[1, table]]),
    chain('incoming'),
    chain('outgoing'),
    ...rules.map((each, index) => rule(each, index === rules.length - 1 ? acknowledged : 0)),
    edge(0x11),
  ])
}
