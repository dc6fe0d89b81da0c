import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createServer } from '../http.ts'
import type { Emulator, Scope } from '../operation.ts'
import { defineState } from '../store.ts'
import type { Listener } from './listener.ts'
import { serve } from './proxy.ts'
import { balancingOf } from './state.ts'
import { serveUpgrade } from './upgrade.ts'

/** The servers that publish listeners on this machine, by listener ARN. */
const ports = defineState<Map<string, Server>>({
  name: 'elbv2-ports',
  persisted: false,
  initial: () => new Map(),
})

/** Opens a port for each listener that has none, and closes those whose listener is gone. */
export function publishListeners(scope: Scope): void {
  const open = scope.state(ports)
  const { listeners } = balancingOf(scope)
  for (const [arn, server] of open) {
    if (listeners.has(arn)) continue
    server.close()
    open.delete(arn)
  }
  for (const [arn, listener] of listeners)
    if (!open.has(arn)) open.set(arn, publish(scope, listener))
}

/** The port on which a listener is published; undefined while there is none. */
export const publishedPort = (scope: Scope, { ListenerArn }: Listener): number | undefined =>
  (scope.state(ports).get(ListenerArn)?.address() as AddressInfo | null | undefined)?.port

/** Closes every published port when the emulator closes or forgets everything. */
export function closePorts({ store }: Emulator): void {
  for (const { state } of store.all(ports)) {
    for (const server of state.values()) {
      server.close()
      server.closeAllConnections()
    }
    state.clear()
  }
}

/** ALB's limits: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const maxHeaderSize = 65_536

function publish(scope: Scope, listener: Listener): Server {
  const server = createServer(
    {
      maxHeaderSize,
      keepAliveTimeout: 60_000,
      requestTimeout: 0,
      shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === 'websocket',
    },
    (request, response) => serve({ scope, listener, request, response }),
  )
  server.on('upgrade', (request, socket, head) =>
    serveUpgrade({ scope, listener, request, socket, head }),
  )
  listen(scope, server, listener)
  return server
}

/** Takes the first port of the settings' that is free. */
function listen(scope: Scope, server: Server, { LoadBalancerArn, Port }: Listener): void {
  const { listenerPorts, host } = scope.settings
  const candidates = [...(listenerPorts.length > 0 ? listenerPorts : [0])]
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
  server.on('error', tryNext)
  server.on('listening', () => {
    const { port } = server.address() as AddressInfo
    scope.log('elbv2', `${name} is published on http://localhost:${port}`)
  })
  tryNext()
}
