import { createServer, type Server, type Socket } from 'node:net'
import type { Emulator } from '../../service.ts'

/** Connections that came from a Docker network to an emulator that runs outside of containers. */
const relayed = new WeakSet<Socket>()

export const isRelayed = (socket: Socket): boolean => relayed.has(socket)

/**
 * An emulator that listens on the loopback is invisible to containers: this serves them on their network's gateway.
 * Undefined when this machine has no such address; a port in use is the emulator's own, which listens everywhere.
 */
export async function relayFrom(gateway: string, emulator: Emulator): Promise<Server | undefined> {
  const relay = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    relayed.add(socket)
    emulator.serve(socket)
  })
  return new Promise((resolve) => {
    relay.on('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code === 'EADDRINUSE' ? relay : undefined),
    )
    relay.listen(emulator.port(), gateway, () => resolve(relay))
    relay.unref()
  })
}
