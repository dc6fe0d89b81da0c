import { createServer, type Server, type Socket } from 'node:net'
import { privateAddress } from './private-address.ts'

/** A target that answers byte for byte what it is told to, and counts its connections. */
export interface RawServer extends AsyncDisposable {
  server: Server
  connections: Set<Socket>
}

/** Hands each request's head to `answer`; the health checks' are answered here. */
export async function openRawServer(
  answer: (socket: Socket, head: string) => void,
): Promise<RawServer> {
  const connections = new Set<Socket>()
  const server = createServer((socket) => {
    let text = ''
    socket.setEncoding('latin1')
    socket.on('error', () => socket.destroy())
    socket.on('data', (chunk: string) => {
      text += chunk
      const end = text.indexOf('\r\n\r\n')
      if (end < 0) return
      const head = text.slice(0, end)
      text = ''
      if (head.includes('ELB-HealthChecker'))
        return void socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')
      connections.add(socket)
      socket.on('close', () => connections.delete(socket))
      answer(socket, head)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, privateAddress(), resolve))
  return {
    server,
    connections,
    async [Symbol.asyncDispose]() {
      server.close()
      for (const socket of connections) socket.destroy()
    },
  }
}
