import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Emulator, Scope } from '../../operation.ts'
import { handOver, handOverConnection } from './hand-over.ts'
import type { Listener } from '../listener.ts'
import { listenersOf } from '../listener.ts'
import { publishedPort } from './listener-port.ts'
import type { LoadBalancer } from '../load-balancer.ts'
import { elbv2State } from '../state.ts'

/** Requests on the emulator's port that are for load balancers: by Host header, by path, and the list of them all. */
export function route(
  request: IncomingMessage,
  response: ServerResponse,
  emulator: Emulator,
): boolean {
  if (request.url === '/_aws/elb') {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ LoadBalancers: [...balancers(emulator)].map(shown) }))
    return true
  }
  const name = addressed(request)
  if (name === undefined) return false
  const listener = listenerFor(emulator, name, request)
  if (listener) handOver(listener, request, response)
  else response.writeHead(503, { server: 'awselb/2.0', 'content-length': 0 }).end()
  return true
}

/** As {@link route}, for connection upgrades. */
export function upgrade(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  emulator: Emulator,
): boolean {
  const name = addressed(request)
  const listener = name === undefined ? undefined : listenerFor(emulator, name, request)
  if (listener) handOverConnection(listener, request, socket, head)
  return listener !== undefined
}

/** The load balancer's name in `<name>.elb.localhost…` or in `/_aws/elb/<name>/…`, which is taken off the path. */
function addressed(request: IncomingMessage): string | undefined {
  const byHost = /^([\w-]+)\.elb\.localhost(?:\.localstack\.cloud)?(?::\d+)?$/i.exec(
    request.headers.host ?? '',
  )
  if (byHost) return byHost[1]
  const byPath = /^\/_aws\/elb\/([\w-]+)(\/.*|\?.*|)$/s.exec(request.url ?? '')
  if (!byPath) return undefined
  const rest = byPath[2]!
  request.url = rest.startsWith('/') ? rest : `/${rest}`
  return byPath[1]
}

/** The listener of the port that the client thinks it is on, or else the balancer's lowest. */
function listenerFor(
  emulator: Emulator,
  name: string,
  request: IncomingMessage,
): { scope: Scope; listener: Listener } | undefined {
  const wanted = name.toLowerCase()
  for (const { scope, balancer } of balancers(emulator)) {
    if (balancer.LoadBalancerName.toLowerCase() !== wanted) continue
    const listeners = listenersOf(scope, balancer.LoadBalancerArn).toSorted(
      (a, b) => a.Port - b.Port,
    )
    const ports = [
      request.headers['x-forwarded-port'],
      /:(\d+)$/.exec(request.headers.host ?? '')?.[1],
    ]
    const listener = listeners.find(({ Port }) => ports.includes(String(Port))) ?? listeners[0]
    return listener && { scope, listener }
  }
  return undefined
}

function* balancers(emulator: Emulator): Generator<{ scope: Scope; balancer: LoadBalancer }> {
  for (const { account, region, state } of emulator.store.all(elbv2State))
    for (const balancer of state.loadBalancers.values())
      yield { scope: emulator.scope(account, region), balancer }
}

const shown = ({ scope, balancer }: { scope: Scope; balancer: LoadBalancer }) => ({
  LoadBalancerName: balancer.LoadBalancerName,
  LoadBalancerArn: balancer.LoadBalancerArn,
  DNSName: balancer.DNSName,
  Listeners: listenersOf(scope, balancer.LoadBalancerArn).map((listener) => {
    const port = publishedPort(scope, listener)
    return {
      ListenerArn: listener.ListenerArn,
      Protocol: listener.Protocol,
      Port: listener.Port,
      PublishedPort: port,
      ...(port && { Url: `${listener.Protocol.toLowerCase()}://localhost:${port}/` }),
    }
  }),
})
