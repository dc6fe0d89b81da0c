import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A relay to a port of this machine that holds what clients send after so many bytes, to catch a transfer half-way. */
export async function openGate(port: number, heldAfter: number) {
  const held = Promise.withResolvers<void>()
  const sockets = new Set<Socket>()
  let left = heldAfter
  const server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1')
    upstream.pipe(client)
    client.on('data', (bytes) => {
      if (left > 0) upstream.write(bytes)
      else client.pause()
      left -= bytes.length
      if (left <= 0) held.resolve()
    })
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket)
      socket.on('error', () => {}).on('close', () => other.destroy())
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    /** When it holds back. */
    held: held.promise,
    /** Lets everything through from now on. */
    open: () => void (left = Infinity),
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
