import { createServer, connect, type Server } from 'node:net'
import { hostname } from 'node:os'
import type { Emulator } from '../../operation.ts'

/** The Docker network tasks are attached to, and where the emulator is reached from it. */
export interface TaskNetwork {
  name: string
  /** Undefined when tasks cannot reach the emulator. */
  endpoint: string | undefined
  close(): void
}

/** Finds the network for tasks: the configured one, else the emulator's own, else the engine's default. */
export async function openTaskNetwork(emulator: Emulator): Promise<TaskNetwork> {
  const { settings, docker } = emulator
  const self = settings.inContainer ? await docker.containers.inspect(hostname()) : undefined
  const own = Object.entries(self?.NetworkSettings.Networks ?? {})
  const name = settings.network ?? own[0]?.[0] ?? 'bridge'
  const address = own.find(([network]) => network === name)?.[1].IPAddress
  if (self)
    return { name, endpoint: address && `http://${address}:${emulator.port()}`, close: () => {} }
  const details = await docker.networks.inspect(name)
  const gateway = details?.IPAM.Config?.find(({ Gateway }) => Gateway)?.Gateway
  const relay = gateway ? await relayFrom(gateway, emulator) : undefined
  return {
    name,
    endpoint: relay && `http://${gateway}:${emulator.port()}`,
    close: () => void relay?.close(),
  }
}

/** An emulator that listens on the loopback is invisible to containers; the network's gateway passes their calls on. */
async function relayFrom(gateway: string, emulator: Emulator): Promise<Server | undefined> {
  const port = emulator.port()
  const relay = createServer((inbound) => {
    const outbound = connect(port, '127.0.0.1')
    inbound.pipe(outbound).pipe(inbound)
    inbound.on('error', () => outbound.destroy())
    outbound.on('error', () => inbound.destroy())
  })
  return new Promise((resolve) => {
    relay.once('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code === 'EADDRINUSE' ? relay : undefined),
    )
    relay.listen(port, gateway, () => resolve(relay))
    relay.unref()
  })
}
