import type { Duplex } from 'node:stream'
import {
  closeCode,
  encodeFrame,
  FrameReader,
  opcode,
  protocolError,
  WebSocketFault,
} from './frame.ts'

interface Handlers {
  onMessage(message: Buffer): void
  /** Called once, when the connection has ended for any reason. */
  onClose(): void
}

/** The longest message, in bytes. */
const maxMessage = 64 * 1024

/** The server's end of a WebSocket whose handshake is done. Text and binary messages are not told apart. */
export class WebSocketConnection {
  readonly #socket: Duplex
  readonly #handlers: Handlers
  readonly #frames = new FrameReader(maxMessage)
  #pieces: Buffer[] = []
  #isFragmented = false
  #closed = false

  constructor(socket: Duplex, head: Buffer, handlers: Handlers) {
    this.#socket = socket
    this.#handlers = handlers
    if (head.length > 0) socket.unshift(head)
    socket.on('data', (chunk: Buffer) => this.#receive(chunk))
    socket.on('error', () => socket.destroy())
    socket.on('end', () => socket.end())
    socket.on('close', () => {
      this.#closed = true
      handlers.onClose()
    })
  }

  send(message: Buffer): void {
    this.#write(encodeFrame(opcode.binary, message))
  }

  /** Sends a close frame and ends the connection. A client that does not answer it is cut off. */
  close(code: number = closeCode.normal, reason = ''): void {
    if (this.#closed) return
    this.#closed = true
    const payload = Buffer.alloc(2)
    payload.writeUInt16BE(code)
    this.#socket.end(
      encodeFrame(opcode.close, Buffer.concat([payload, Buffer.from(reason).subarray(0, 123)])),
    )
    setTimeout(() => this.#socket.destroy(), closeTimeout).unref()
  }

  #write(frame: Buffer): void {
    if (this.#closed) return
    if (this.#socket.writableLength > maxBuffered) this.#socket.destroy()
    else this.#socket.write(frame)
  }

  #receive(chunk: Buffer): void {
    if (this.#closed) return
    try {
      for (const { final, opcode: code, payload } of this.#frames.read(chunk)) {
        if (code === opcode.close) return this.close()
        if (code === opcode.ping) this.#write(encodeFrame(opcode.pong, payload))
        else if (code !== opcode.pong) this.#assemble(code, payload, final)
        if (this.#closed) return
      }
    } catch (error) {
      const code = error instanceof WebSocketFault ? error.code : closeCode.internalError
      this.close(code, (error as Error).message)
    }
  }

  #assemble(code: number, payload: Buffer, final: boolean): void {
    if ((code === opcode.more) !== this.#isFragmented)
      throw protocolError('a message has to be whole before the next one begins')
    this.#pieces.push(payload)
    this.#isFragmented = !final
    const length = this.#pieces.reduce((sum, piece) => sum + piece.length, 0)
    if (length > maxMessage || this.#pieces.length > maxPieces)
      throw new WebSocketFault(closeCode.tooBig, `a message of ${length} bytes is too long`)
    if (!final) return
    const message = Buffer.concat(this.#pieces)
    this.#pieces = []
    this.#handlers.onMessage(message)
  }
}

/** Bytes that wait for a client that does not read. */
const maxBuffered = 8 * 1024 * 1024

const closeTimeout = 2000
const maxPieces = 1000
