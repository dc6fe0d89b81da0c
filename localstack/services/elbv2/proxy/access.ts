import type { IncomingMessage } from 'node:http'
import type { Emulator, HttpRoute, Traffic } from '../../service.ts'
import type { Scope } from '../../../kernel/scope.ts'
import { handOver, handOverConnection } from './hand-over.ts'
import { listenersOf } from '../listener.ts'
import { publishedPort } from './listener-port.ts'
import { elbv2State } from '../state.ts'
import type { LoadBalancerRecord, ListenerRecord } from '../records.ts'

/** The list of all load balancers, and how to reach them: `GET /_aws/elb`. */
export const routeList: HttpRoute = (request, response, emulator) => {
  if (request.url !== '/_aws/elb') return false
  response.writeHead(200, { 'content-type': 'application/json' })
  const { host = 'localhost' } = request.headers
  const list = [...balancers(emulator)].map((found) => shown(found, host))
  response.end(JSON.stringify({ LoadBalancers: list }))
  return true
}

/** Requests on the emulator's port that are for load balancers: by Host header or by path. */
export const traffic: Traffic = {
  route(request, response, emulator) {
    const way = wayOf(request, emulator)
    if (!way) return false
    request.url = way.url
    if (way.listener) handOver(way.listener, request, response)
    else response.writeHead(503, { server: 'awselb/2.0', 'content-length': 0 }).end()
    return true
  },

  canUpgrade(request, emulator) {
    const isWebSocket =
      request.method === 'GET' && /^websocket$/i.test(request.headers.upgrade ?? '')
    return isWebSocket && wayOf(request, emulator)?.listener !== undefined
  },

  upgrade(request, socket, head, emulator) {
    const { url, listener } = wayOf(request, emulator)!
    request.url = url
    handOverConnection(listener!, request, socket, head)
  },
}

interface Found {
  scope: Scope
  listener: ListenerRecord
}

/**
 * The listener that a request is for, and the URL that it gets: by the load balancer's name in `<name>.elb.localhost…`
 * or in `/_aws/elb/<name>/…`, or by the endpoint of an ECS Express Mode service, `<id>.ecs.<region>.localhost`.
 */
function wayOf(
  request: IncomingMessage,
  emulator: Emulator,
): { url: string; listener: Found | undefined } | undefined {
  const { url = '/' } = request
  const host = (request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase()
  const byHost = /^([\w-]+)\.elb\.localhost(?:\.localstack\.cloud)?$/.exec(host)
  if (byHost) return { url, listener: listenerFor(emulator, byHost[1]!, request) }
  if (/^[\w-]+\.ecs\.[\w-]+\.localhost$/.test(host))
    return { url, listener: listenerOfHost(emulator, host) }
  const byPath = /^\/_aws\/elb\/([\w-]+)(\/.*|\?.*|)$/s.exec(url)
  if (!byPath) return undefined
  const [, name, rest] = byPath as unknown as [string, string, string]
  return {
    url: rest.startsWith('/') ? rest : `/${rest}`,
    listener: listenerFor(emulator, name, request),
  }
}

/** The listener that has a rule for a host. */
function listenerOfHost(emulator: Emulator, host: string): Found | undefined {
  for (const { account, region, state } of emulator.store.all(elbv2State))
    for (const { Conditions, listenerArn } of state.rules.values())
      if (Conditions.some(({ HostHeaderConfig }) => HostHeaderConfig?.Values?.includes(host)))
        return {
          scope: emulator.scope(account, region),
          listener: state.listeners.get(listenerArn)!,
        }
  return undefined
}

/** The listener of the port that the client thinks it is on, or else the balancer's lowest. */
function listenerFor(
  emulator: Emulator,
  name: string,
  request: IncomingMessage,
): Found | undefined {
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

function* balancers(emulator: Emulator): Generator<{ scope: Scope; balancer: LoadBalancerRecord }> {
  for (const { account, region, state } of emulator.store.all(elbv2State))
    for (const balancer of state.loadBalancers.values())
      yield { scope: emulator.scope(account, region), balancer }
}

/** `host` is the emulator's, as the client has it. Names below `localhost` resolve in browsers and in curl, without a name server. */
const shown = (
  { scope, balancer }: { scope: Scope; balancer: LoadBalancerRecord },
  host: string,
) => ({
  LoadBalancerName: balancer.LoadBalancerName,
  LoadBalancerArn: balancer.LoadBalancerArn,
  DNSName: balancer.DNSName,
  ...(balancer.Type === 'application' && {
    Urls: [
      `http://${host}/_aws/elb/${balancer.LoadBalancerName}/`,
      `http://${balancer.LoadBalancerName}.elb.localhost${/:\d+$/.exec(host)?.[0] ?? ''}/`,
    ],
  }),
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
