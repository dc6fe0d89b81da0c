import { connect, type Socket } from 'node:net'
import { until } from './until.ts'

/** A client that writes what it likes, byte for byte. */
export interface RawClient extends Disposable {
  socket: Socket
  send(text: string): void
  /** All that has been received. */
  received(): string
  /** What was received, once it matches. */
  receives(pattern: RegExp): Promise<string>
  /** All that was received, once the server has closed the connection. */
  ended(): Promise<string>
}

/** Connects to where a listener is published. */
export function openRawClient(url: string): RawClient {
  const { hostname, port } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true })
  let text = ''
  let over = false
  socket.setEncoding('latin1')
  socket.on('data', (chunk: string) => (text += chunk))
  socket.on('error', () => (over = true))
  socket.on('end', () => (over = true))
  return {
    socket,
    send: (data) => void socket.write(data, 'latin1'),
    received: () => text,
    receives: (pattern) => until(`an answer like ${pattern}`, () => pattern.test(text) && text),
    ended: async () => {
      await until('the end of the connection', () => over)
      return text
    },
    [Symbol.dispose]: () => socket.destroy(),
  }
}
