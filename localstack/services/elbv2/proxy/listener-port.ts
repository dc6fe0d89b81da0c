import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import type { Emulator } from '../../service.ts'
import type { Scope } from '../../../kernel/scope.ts'
import { defineRuntime } from '../../../kernel/runtime.ts'
import { accept } from './accept.ts'
import { plainAddress } from '../../../kernel/address.ts'
import { createSecureServer, speaksTls, updateSecureServer } from './secure.ts'
import { balancingOf } from '../state.ts'
import type { ListenerRecord } from '../records.ts'

/** A listener's port on this machine, and the connections that came by it. */
interface Published {
  server: Server
  sockets: Set<Socket>
  protocol: string
  /** Lets TLS follow the listener's certificates and policy. */
  update(): void
}

/** By listener ARN. */
const ports = defineRuntime<Map<string, Published>>({
  initial: () => new Map(),
})

/** Opens a port for each listener that has none, and closes those whose listener was deleted or changed its protocol. */
export function publishListeners(scope: Scope): void {
  const open = scope.runtime(ports)
  const { listeners } = balancingOf(scope)
  for (const [arn, published] of open) {
    if (listeners.get(arn)?.Protocol === published.protocol) published.update()
    else {
      close(published)
      open.delete(arn)
    }
  }
  for (const [arn, listener] of listeners)
    if (!open.has(arn) && listener.Protocol !== 'UDP') open.set(arn, publish(scope, listener))
}

/** The port on which a listener is published; undefined while there is none. */
export const publishedPort = (scope: Scope, { ListenerArn }: ListenerRecord): number | undefined =>
  (scope.runtime(ports).get(ListenerArn)?.server.address() as AddressInfo | null | undefined)?.port

/** Closes every published port when the emulator closes or is reset. */
export function closePorts({ runtime }: Emulator): void {
  for (const state of runtime.all(ports)) {
    for (const published of state.values()) close(published)
    state.clear()
  }
}

function close({ server, sockets }: Published): void {
  server.close()
  for (const socket of sockets) socket.destroy()
}

/** Connections are served with the data itself: they only read it, and often. */
function publish(writing: Scope, { ListenerArn }: ListenerRecord): Published {
  const scope = writing.reading()
  const listener = balancingOf(scope).listeners.get(ListenerArn)!
  const sockets = new Set<Socket>()
  const { Protocol } = listener
  const take = (socket: Socket) => {
    const source = { address: plainAddress(socket.remoteAddress), port: socket.remotePort ?? 0 }
    accept({ scope, listener, source }, socket)
  }
  const secure = speaksTls(listener) ? createSecureServer(scope, listener, take) : undefined
  const server = secure ?? createServer({ noDelay: true, allowHalfOpen: Protocol !== 'HTTP' }, take)
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  listen(writing, server, listener)
  const update = () => secure && updateSecureServer(secure, scope, listener)
  return { server, sockets, protocol: Protocol, update }
}

/** Keeps the port of a listener; one that was deleted meanwhile has none. */
function remember(scope: Scope, arn: string, port: number): void {
  scope
    .commit(() => {
      const listener = balancingOf(scope).listeners.get(arn)
      if (listener) listener.lastPublishedPort = port
    })
    .catch(({ message }: Error) => scope.log('elbv2', `port ${port} is not saved: ${message}`))
}

/** Takes the port that the listener had, or else the first of the settings' that is free. */
function listen(
  writing: Scope,
  server: Server,
  { ListenerArn, LoadBalancerArn, Port, Protocol, lastPublishedPort }: ListenerRecord,
): void {
  const scope = writing.reading()
  const { listenerPorts, host } = scope.settings
  const isAllowed = listenerPorts.length === 0 || listenerPorts.includes(lastPublishedPort ?? 0)
  const candidates = [
    ...(lastPublishedPort !== undefined && isAllowed ? [lastPublishedPort] : []),
    ...(listenerPorts.length > 0 ? listenerPorts : [0]),
  ]
  const name = `${LoadBalancerArn.split('/')[2]}:${Port}`
  const tryNext = () => {
    const port = candidates.shift()
    if (port === undefined)
      return scope.log(
        'elbv2',
        `no port is free to publish ${name} on: see EXTERNAL_SERVICE_PORTS_START and _END`,
      )
    server.listen(port, host)
  }
  server.on('error', ({ message }) => {
    if (server.listening) scope.log('elbv2', `${name}: ${message}`)
    else tryNext()
  })
  server.on('listening', () => {
    const { port } = server.address() as AddressInfo
    scope.log('elbv2', `${name} is published on ${Protocol.toLowerCase()}://localhost:${port}`)
    if (port !== lastPublishedPort) remember(writing, ListenerArn, port)
  })
  tryNext()
}
