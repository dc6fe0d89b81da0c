import { createSocket, type Socket as UdpSocket } from 'node:dgram'
import { createServer, type Server, type Socket } from 'node:net'

/** Answers a query from an address; undefined if there is no answer. */
export type Respond = (message: Buffer, from: string, limit?: number) => Promise<Buffer | undefined>

export interface NameServer {
  /** UDP and TCP. */
  port: number
  close(): void
}

/** The largest response over UDP: https://www.rfc-editor.org/rfc/rfc1035#section-4.2.1 */
const udpLimit = 512

/** Milliseconds after which an idle connection is closed, and the most connections. */
const tcp = { idle: 5000, most: 200 }

/**
 * Opens a name server on a port of an address: that of the last time, which tasks may have, or else a free one. A few ports are
 * tried, since both protocols need the same.
 */
export async function openNameServer(
  address: string,
  respond: Respond,
  last = 0,
): Promise<NameServer> {
  for (let attempt = 1; ; attempt++) {
    const udp = await bound(address, attempt === 1 ? last : 0, respond).catch(() =>
      bound(address, 0, respond),
    )
    const { port } = udp.address()
    try {
      const server = await listening(address, port, respond)
      return {
        port,
        close() {
          udp.close()
          server.close()
        },
      }
    } catch (error) {
      udp.close()
      if (attempt === 5) throw error
    }
  }
}

function bound(address: string, port: number, respond: Respond): Promise<UdpSocket> {
  const socket = createSocket('udp4')
  socket.on('message', (message, { address: from, port: fromPort }) => {
    void respond(message, from, udpLimit).then(
      (answer) => answer && socket.send(answer, fromPort, from, () => {}),
    )
  })
  socket.unref()
  return new Promise((resolve, reject) => {
    socket.once('error', reject)
    socket.bind(port, address, () => {
      socket.off('error', reject)
      socket.on('error', () => {})
      resolve(socket)
    })
  })
}

function listening(address: string, port: number, respond: Respond): Promise<Server> {
  const server = createServer((socket) => serve(socket, respond))
  server.maxConnections = tcp.most
  server.unref()
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, address, () => resolve(server))
  })
}

/** Over TCP each message has its length before it. */
function serve(socket: Socket, respond: Respond): void {
  let received = Buffer.alloc(0)
  socket.unref()
  socket.setTimeout(tcp.idle, () => socket.destroy())
  socket.on('error', () => socket.destroy())
  socket.on('data', (data: Buffer) => {
    received = Buffer.concat([received, data])
    while (received.length >= 2 && received.length >= 2 + received.readUInt16BE(0)) {
      const end = 2 + received.readUInt16BE(0)
      const message = received.subarray(2, end)
      received = received.subarray(end)
      void respond(message, socket.remoteAddress ?? '').then((answer) =>
        answer ? socket.write(withLength(answer)) : socket.destroy(),
      )
    }
  })
}

function withLength(message: Buffer): Buffer {
  const length = Buffer.alloc(2)
  length.writeUInt16BE(message.length)
  return Buffer.concat([length, message])
}
