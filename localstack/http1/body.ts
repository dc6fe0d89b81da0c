import { type Corkable, holdBack } from './hold-back.ts'

/** The end of a message's body: after a number of bytes, after the last chunk, or with the connection. */
export type Framing = number | 'chunked' | 'close'

/** RFC 9112, section 7.1: a size, and extensions that no one here understands. */
const chunkLine = /^([0-9a-f]{1,12})(?:[ \t]*;[\t\x20-\x7e\x80-\xff]*)?$/i

/** A chunk's size line, and a trailer line. */
const maxLine = 4096
const maxTrailers = 65_536

/** Reads a body out of a connection's bytes, whatever its framing. */
export class BodyReader {
  done: boolean
  /** Bytes that are still to come: of the body, or of the chunk. */
  #left: number
  readonly #framing: Framing
  /** Within chunked framing: what the next bytes are. */
  #next: 'size' | 'data' | 'data-end' | 'trailer' = 'size'
  #line = ''
  #trailers = 0

  constructor(framing: Framing) {
    this.#framing = framing
    this.#left = typeof framing === 'number' ? framing : 0
    this.done = framing === 0
  }

  /** Hands out the body's data in `bytes` from `at`; returns where it stopped, behind the end or the body, or -1 when the framing is broken. */
  read(bytes: Buffer, at: number, take: (data: Buffer) => void): number {
    if (this.done || at === bytes.length) return at
    if (this.#framing === 'chunked') return this.#readChunks(bytes, at, take)
    if (this.#framing === 'close') {
      take(at === 0 ? bytes : bytes.subarray(at))
      return bytes.length
    }
    const end = this.#takeData(bytes, at, take)
    this.done = this.#left === 0
    return end
  }

  #takeData(bytes: Buffer, at: number, take: (data: Buffer) => void): number {
    const end = Math.min(bytes.length, at + this.#left)
    this.#left -= end - at
    take(at === 0 && end === bytes.length ? bytes : bytes.subarray(at, end))
    return end
  }

  #readChunks(bytes: Buffer, at: number, take: (data: Buffer) => void): number {
    while (at < bytes.length && !this.done) {
      if (this.#next === 'data') {
        at = this.#takeData(bytes, at, take)
        if (this.#left === 0) this.#next = 'data-end'
        continue
      }
      const feed = bytes.indexOf(0x0a, at)
      const end = feed < 0 ? bytes.length : feed + 1
      this.#line += bytes.toString('latin1', at, end)
      if (this.#line.length > maxLine) return -1
      at = end
      if (feed < 0) break
      if (!this.#line.endsWith('\r\n') || !this.#understand(this.#line.slice(0, -2))) return -1
      this.#line = ''
    }
    return at
  }

  #understand(line: string): boolean {
    if (this.#next === 'data-end') {
      this.#next = 'size'
      return line === ''
    }
    if (this.#next === 'trailer') {
      this.#trailers += line.length
      this.done = line === ''
      return !line.includes('\r') && this.#trailers <= maxTrailers
    }
    const size = chunkLine.exec(line)?.[1]
    if (size === undefined) return false
    this.#left = parseInt(size, 16)
    this.#next = this.#left === 0 ? 'trailer' : 'data'
    return true
  }
}

const lastChunk = '0\r\n\r\n'

/** The destination of writes: a socket, or a stand-in for one. */
export interface Sink extends Corkable {
  write(data: string, encoding: 'latin1'): boolean
  write(data: Buffer): boolean
}

/** Under this, bytes are quicker sent as part of one string than beside it. */
const small = 8192

/** Writes a message in one framing: its head together with the first data. */
export class BodyWriter {
  readonly #sink: Sink
  readonly #chunked: boolean
  #head: string

  constructor(sink: Sink, head: string, framing: Framing) {
    this.#sink = sink
    this.#head = head
    this.#chunked = framing === 'chunked'
  }

  /** False when the other end is slow and no more should be written. */
  write(data: Buffer): boolean {
    if (data.length === 0) return true
    const before = this.#chunked ? `${this.#head}${data.length.toString(16)}\r\n` : this.#head
    const after = this.#chunked ? '\r\n' : ''
    this.#head = ''
    if (data.length <= small) {
      holdBack(this.#sink)
      return this.#sink.write(before + data.toString('latin1', 0, data.length) + after, 'latin1')
    }
    if (!before) return this.#sink.write(data)
    this.#sink.cork()
    this.#sink.write(before, 'latin1')
    const ready = this.#sink.write(data)
    const stillReady = after ? this.#sink.write(after, 'latin1') : ready
    this.#sink.uncork()
    return stillReady
  }

  /** Sends the head where no data has taken it along. */
  flush(): void {
    if (!this.#head) return
    holdBack(this.#sink)
    this.#sink.write(this.#head, 'latin1')
    this.#head = ''
  }

  end(): void {
    if (this.#chunked) this.#head += lastChunk
    this.flush()
  }
}
