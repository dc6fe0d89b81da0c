import { Agent, type ClientRequest, type IncomingMessage, request as send } from 'node:http'
import { realAddressOf } from '../ec2/network-interface.ts'
import type { Scope } from '../operation.ts'
import { defineState } from '../store.ts'
import { endToEnd, hasBody, requestHeaders, sourceOf } from './headers.ts'
import { balancingOf } from './state.ts'
import type { Exchange } from './proxy.ts'
import { reply } from './reply.ts'
import type { Target, TargetGroup } from './target-group.ts'

/** The connections kept open to targets. */
export const connections = defineState({
  name: 'elbv2-connections',
  per: 'emulator',
  persisted: false,
  initial: () => new Agent({ keepAlive: true, maxFreeSockets: 1024, scheduling: 'lifo' }),
})

/** RFC 9110, section 9.2.2. */
const idempotent = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'TRACE'])

/** How long a connection may be silent: the balancer's idle timeout. */
export const idleTimeout = ({ scope, listener }: Pick<Exchange, 'scope' | 'listener'>) =>
  Number(
    balancingOf(scope)
      .loadBalancers.get(listener.LoadBalancerArn)!
      .attributes.get('idle_timeout.timeout_seconds'),
  ) * 1000

/** Where a target really listens. */
export const placeOf = (scope: Scope, group: TargetGroup, { Id, Port }: Target) => ({
  host: realAddressOf(scope, Id, group.VpcId) ?? Id,
  port: Port,
})

/** Sends a request to a target and its answer to the client, both as they come. */
export function forward(exchange: Exchange, group: TargetGroup, target: Target): void {
  const { request, response } = exchange
  const withBody = hasBody(request)
  const canRetry = !withBody && idempotent.has(request.method!)
  let attempt: ClientRequest
  const start = (agent: Agent | false) => {
    attempt = dispatch(exchange, { group, target, agent })
    attempt.on('response', (answer) => passOn(exchange, answer))
    attempt.on('timeout', () => fail(exchange, attempt, 504, 'the target is silent'))
    attempt.on('error', (error: NodeJS.ErrnoException) => {
      if (response.headersSent || response.destroyed) return
      // The target closed the idle connection just as the request was sent on it.
      if (attempt.reusedSocket && canRetry && error.code !== 'ETIMEDOUT') return start(false)
      const status = error.code === 'ETIMEDOUT' ? 504 : 502
      fail(exchange, attempt, status, error.message)
    })
    if (!withBody) attempt.end()
  }
  start(exchange.scope.state(connections))
  if (withBody) request.pipe(attempt!)
  response.on('close', () => {
    if (!response.writableFinished) attempt.destroy()
  })
}

function dispatch(
  exchange: Exchange,
  { group, target, agent }: { group: TargetGroup; target: Target; agent: Agent | false },
): ClientRequest {
  const { scope, listener, request } = exchange
  return send({
    ...placeOf(scope, group, target),
    agent,
    method: request.method,
    path: request.url,
    headers: requestHeaders(request, listener),
    timeout: idleTimeout(exchange),
  })
}

function passOn({ response }: Exchange, answer: IncomingMessage): void {
  response.writeHead(answer.statusCode!, answer.statusMessage, endToEnd(answer))
  answer.on('error', () => response.destroy())
  answer.pipe(response)
}

function fail(exchange: Exchange, attempt: ClientRequest, status: number, why: string): void {
  const { request, response } = exchange
  report(exchange, `${status}, ${why}`)
  attempt.destroy()
  request.unpipe()
  request.resume()
  if (response.headersSent) response.destroy()
  else reply(response, status)
}

/** One line of what the balancer could not do, for the emulator's log. */
function report({ scope, listener, request }: Exchange, what: string): void {
  const name = listener.LoadBalancerArn.split('/')[2]
  scope.log('elbv2', `${name}: ${request.method} ${request.url} from ${sourceOf(request)}: ${what}`)
}
