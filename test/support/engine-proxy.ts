import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const engine = '/var/run/docker.sock'

/** A socket that leads to the engine, and can be cut as if the engine restarted, or be silent as if it hung. */
export async function openEngineProxy() {
  const directory = await mkdtemp(join(tmpdir(), 'docker-cloud-engine-'))
  const path = join(directory, 'docker.sock')
  const sockets = new Set<Socket>()
  let silent = false
  const listen = async () => {
    const server = createServer({ allowHalfOpen: true }, (inbound) => {
      if (silent) {
        sockets.add(inbound.on('error', () => {}))
        return
      }
      const outbound = connect({ path: engine, allowHalfOpen: true })
      for (const socket of [inbound, outbound]) {
        sockets.add(socket)
        socket.on('error', () => {})
        socket.on('close', () => {
          sockets.delete(socket)
          inbound.destroy()
          outbound.destroy()
        })
      }
      inbound.pipe(outbound).pipe(inbound)
    }).listen(path)
    await once(server, 'listening')
    return server
  }
  let server = await listen()
  const cut = async () => {
    for (const socket of sockets) socket.destroy()
    server.close()
    await once(server, 'close')
  }
  return {
    path,
    /** Ends all connections and accepts no more. */
    cut,
    async restore() {
      server = await listen()
    },
    /** Accepts connections from now on and answers none of them, or answers the next ones again. */
    setSilent(value: boolean) {
      silent = value
    },
    async [Symbol.asyncDispose]() {
      await cut()
      await rm(directory, { recursive: true, force: true })
    },
  }
}
