import { awsError } from '../../kernel/errors.ts'

const maxDepth = 64
const maxValues = 100_000
const timestampTag = 1
const indefinite = 31

/** A data item's first byte and the number that follows it. */
interface Head {
  major: number
  /** The low five bits of the first byte. */
  info: number
  argument: number
}

/**
 * Reads one data item of https://www.rfc-editor.org/rfc/rfc8949 that fills the bytes: of its tags, timestamps alone,
 * which become dates. What is nested too deeply or has too many values is rejected.
 */
export function readCbor(bytes: Buffer): unknown {
  const reader = new Reader(bytes)
  const value = reader.item(0)
  if (!reader.isAtEnd) throw malformed('has bytes behind its end')
  return value
}

class Reader {
  readonly #bytes: Buffer
  #at = 0
  #values = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length
  }

  item(depth: number): unknown {
    if (depth > maxDepth) throw malformed(`is nested deeper than ${maxDepth} levels`)
    if (++this.#values > maxValues) throw malformed(`is larger than ${maxValues} values`)
    const head = this.#head()
    switch (head.major) {
      case 0:
        return head.argument
      case 1:
        return -1 - head.argument
      case 2:
        return this.#string(head)
      case 3:
        return this.#string(head).toString('utf8')
      case 4:
        return [...this.#repeat(head, () => this.item(depth + 1))]
      case 5:
        return Object.fromEntries(this.#repeat(head, () => this.#entry(depth + 1)))
      case 6:
        return this.#tagged(head, depth + 1)
      default:
        return this.#simple(head)
    }
  }

  #head(): Head {
    const first = this.#take(1).readUInt8()
    const [major, info] = [first >> 5, first & 31]
    if (info < 24) return { major, info, argument: info }
    if (info === indefinite) return { major, info, argument: 0 }
    if (info > 27) throw malformed('has a length that CBOR does not know')
    const size = 2 ** (info - 24)
    const number = this.#take(size)
    if (major === 7) return { major, info, argument: floatOf(number) }
    const argument = size === 8 ? Number(number.readBigUInt64BE()) : number.readUIntBE(0, size)
    return { major, info, argument }
  }

  #take(length: number): Buffer {
    const end = this.#at + length
    if (end > this.#bytes.length) throw malformed('ends too early')
    const taken = this.#bytes.subarray(this.#at, end)
    this.#at = end
    return taken
  }

  #string({ major, info, argument }: Head): Buffer {
    if (info !== indefinite) return this.#take(argument)
    const parts: Buffer[] = []
    while (!this.#isBreak()) {
      const part = this.#head()
      if (part.major !== major || part.info === indefinite) throw malformed('has a broken string')
      parts.push(this.#take(part.argument))
    }
    return Buffer.concat(parts)
  }

  *#repeat<T>({ info, argument }: Head, next: () => T): Generator<T> {
    if (info === indefinite) while (!this.#isBreak()) yield next()
    else for (let count = 0; count < argument; count++) yield next()
  }

  #isBreak(): boolean {
    const isBreak = this.#bytes[this.#at] === 0xff
    if (isBreak) this.#at++
    return isBreak
  }

  #entry(depth: number): [string, unknown] {
    const key = this.item(depth)
    if (typeof key !== 'string') throw malformed('has a map whose keys are not strings')
    return [key, this.item(depth)]
  }

  #tagged({ argument: tag }: Head, depth: number): Date {
    const seconds = this.item(depth)
    if (tag !== timestampTag || typeof seconds !== 'number')
      throw malformed('has a tag other than that of a timestamp')
    return new Date(seconds * 1000)
  }

  #simple({ info, argument }: Head): unknown {
    if (info === 20 || info === 21) return info === 21
    if (info === 22 || info === 23) return null
    if (info < 25 || info === indefinite) throw malformed('has a value that CBOR does not know')
    return argument
  }
}

function floatOf(bytes: Buffer): number {
  if (bytes.length === 8) return bytes.readDoubleBE()
  return bytes.length === 4 ? bytes.readFloatBE() : halfOf(bytes)
}

/** A number of 16 bits; one of 8 bits is no float, and is rejected with the simple values. */
function halfOf(bytes: Buffer): number {
  if (bytes.length === 1) return 0
  const bits = bytes.readUInt16BE()
  const sign = bits & 0x8000 ? -1 : 1
  const [exponent, fraction] = [(bits >> 10) & 31, bits & 1023]
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN
  return exponent === 0
    ? sign * fraction * 2 ** -24
    : sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}

const malformed = (how: string) =>
  awsError('SerializationException', `The request body ${how}, so it is not valid CBOR here.`)
