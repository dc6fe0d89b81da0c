/** DNS messages as https://www.rfc-editor.org/rfc/rfc1035#section-4 has them, with one question. */

export const recordTypes = { A: 1, CNAME: 5, PTR: 12, AAAA: 28, SRV: 33 } as const

type RecordType = keyof typeof recordTypes

export interface NameRecord {
  type: RecordType
  ttl: number
  /** An address or a name. */
  value: string
  /** Of an SRV record. */
  port?: number
}

export interface NameQuery {
  id: number
  /** In lower case, without the last dot. */
  name: string
  type: number
  /** The question as it came. */
  question: Buffer
}

const headerSize = 12
const internet = 1

/** Reads a query; undefined if a message is none. */
export function readQuery(message: Buffer): NameQuery | undefined {
  if (message.length < headerSize + 5) return undefined
  const flags = message.readUInt16BE(2)
  const isQuery = (flags & 0xf800) === 0
  if (!isQuery || message.readUInt16BE(4) !== 1) return undefined
  const labels: string[] = []
  let at = headerSize
  for (;;) {
    const length = message[at]
    if (length === undefined || length > 63) return undefined
    at += 1 + length
    if (length === 0) break
    labels.push(message.toString('latin1', at - length, at))
  }
  if (at + 4 > message.length || message.readUInt16BE(at + 2) !== internet) return undefined
  return {
    id: message.readUInt16BE(0),
    name: labels.join('.').toLowerCase(),
    type: message.readUInt16BE(at),
    question: message.subarray(headerSize, at + 4),
  }
}

export const responseCodes = { ok: 0, serverFailure: 2, nameError: 3 } as const

export interface Answer {
  code: number
  records: NameRecord[]
  /** Where the size of a response is limited, and the answer exceeds it, the client asks by TCP. */
  limit?: number | undefined
}

export function writeAnswer({ id, question }: NameQuery, { code, records, limit }: Answer): Buffer {
  const body = Buffer.concat([question, ...records.map(encodeRecord)])
  const isCut = limit !== undefined && headerSize + body.length > limit
  const header = Buffer.alloc(headerSize)
  header.writeUInt16BE(id, 0)
  // A response, authoritative, with recursion desired and available.
  header.writeUInt16BE(0x8580 | (isCut ? 0x0200 : 0) | code, 2)
  header.writeUInt16BE(1, 4)
  header.writeUInt16BE(isCut ? 0 : records.length, 6)
  return Buffer.concat([header, isCut ? question : body])
}

/** A pointer to the name in the question. */
const sameName = Buffer.from([0xc0, headerSize])

function encodeRecord(record: NameRecord): Buffer {
  const data = encodeData(record)
  const fixed = Buffer.alloc(10)
  fixed.writeUInt16BE(recordTypes[record.type], 0)
  fixed.writeUInt16BE(internet, 2)
  fixed.writeUInt32BE(record.ttl, 4)
  fixed.writeUInt16BE(data.length, 8)
  return Buffer.concat([sameName, fixed, data])
}

function encodeData({ type, value, port = 0 }: NameRecord): Buffer {
  switch (type) {
    case 'A':
      return Buffer.from(value.split('.').map(Number))
    case 'AAAA':
      return addressBytes(value)
    case 'SRV': {
      // Cloud Map's priority and weight are 1: https://docs.aws.amazon.com/cloud-map/latest/api/API_DnsRecord.html
      const fixed = Buffer.alloc(6)
      fixed.writeUInt16BE(1, 0)
      fixed.writeUInt16BE(1, 2)
      fixed.writeUInt16BE(port, 4)
      return Buffer.concat([fixed, encodeName(value)])
    }
    default:
      return encodeName(value)
  }
}

const encodeName = (name: string): Buffer =>
  Buffer.concat([
    ...name
      .split('.')
      .filter(Boolean)
      .map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label, 'latin1')])),
    Buffer.from([0]),
  ])

/** The bytes of an IPv6 address. */
function addressBytes(text: string): Buffer {
  const [head = '', tail] = text.split('::')
  const groups = (part: string) => (part === '' ? [] : part.split(':'))
  const [first, last] = [groups(head), groups(tail ?? '')]
  const zeros = Array.from({ length: 8 - first.length - last.length }, () => '0')
  const bytes = Buffer.alloc(16)
  const all = tail === undefined ? first : [...first, ...zeros, ...last]
  all.forEach((group, index) => bytes.writeUInt16BE(parseInt(group, 16) || 0, index * 2))
  return bytes
}
