import { createServer, type Server, type Socket } from 'node:net'
import type { Emulator } from '../../service.ts'

/** Connections that came from a Docker network to an emulator that runs outside of containers. */
const relayed = new WeakSet<Socket>()

export const isRelayed = (socket: Socket): boolean => relayed.has(socket)

/**
 * Serves containers on their network's gateway, because they cannot reach an emulator that listens on the loopback.
 * Undefined when this machine does not have that address. A port in use means that the emulator listens everywhere.
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
