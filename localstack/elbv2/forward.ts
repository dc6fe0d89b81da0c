import type { Agent as HttpAgent, ClientRequest, IncomingMessage } from 'node:http'
import { Agent, request as send } from '../http.ts'
import { defineState } from '../store.ts'
import { endToEnd, hasBody, requestHeaders, sourceOf } from './headers.ts'
import { balancingOf } from './state.ts'
import { bindingHeaders } from './stickiness.ts'
import type { Exchange } from './proxy.ts'
import { reply } from './reply.ts'
import type { Target, TargetGroup } from './target-group.ts'
import { type Place, wayTo } from './way.ts'

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
const idleTimeout = ({ scope, listener }: Pick<Exchange, 'scope' | 'listener'>) =>
  Number(
    balancingOf(scope)
      .loadBalancers.get(listener.LoadBalancerArn)!
      .attributes.get('idle_timeout.timeout_seconds'),
  ) * 1000

/** How long a target may take to accept a connection. */
const connectTimeout = 10_000

/** Sends a request to a target and its answer to the client, both as they come. */
export function forward(exchange: Exchange, group: TargetGroup, target: Target): void {
  const { scope, request, response } = exchange
  const place = wayTo(scope, group, { id: target.Id, port: target.Port })
  if (!place) return stall(exchange)
  const withBody = hasBody(request)
  const canRetry = !withBody && idempotent.has(request.method!)
  let attempt: ClientRequest
  const start = (agent: HttpAgent | false) => {
    attempt = dispatch(exchange, place, agent)
    attempt.on('response', (answer) =>
      passOn(exchange, answer, bindingHeaders(scope.clock, group, target)),
    )
    attempt.on('timeout', () => fail(exchange, 504, 'the target is silent', attempt))
    attempt.on('error', (error) => {
      if (response.headersSent || response.destroyed) return
      // The target closed the idle connection just as the request was sent on it.
      if (attempt.reusedSocket && canRetry) start(false)
      else fail(exchange, 502, error.message, attempt)
    })
    limitConnecting(exchange, attempt)
    if (!withBody) attempt.end()
  }
  start(scope.state(connections))
  if (withBody) request.pipe(attempt!)
  response.on('close', () => {
    if (!response.writableFinished) attempt.destroy()
  })
}

/** What a client sees of a target that security groups keep the balancer from. */
function stall(exchange: Exchange): void {
  const giveUp = () => fail(exchange, 504, 'security groups do not let the balancer to the target')
  exchange.response.on('close', exchange.scope.clock.race(connectTimeout, giveUp))
}

function limitConnecting(exchange: Exchange, attempt: ClientRequest): void {
  attempt.on('socket', (socket) => {
    if (!socket.connecting) return
    const giveUp = () => fail(exchange, 504, 'the target accepts no connection', attempt)
    const cancel = exchange.scope.clock.race(connectTimeout, giveUp)
    socket.once('connect', cancel)
    attempt.once('close', cancel)
  })
}

function dispatch(exchange: Exchange, place: Place, agent: HttpAgent | false): ClientRequest {
  const { listener, request } = exchange
  return send({
    ...place,
    agent,
    method: request.method,
    path: request.url,
    headers: requestHeaders(request, listener),
    timeout: idleTimeout(exchange),
  })
}

function passOn({ response }: Exchange, answer: IncomingMessage, binding: string[]): void {
  response.writeHead(answer.statusCode!, answer.statusMessage, [...endToEnd(answer), ...binding])
  answer.on('error', () => response.destroy())
  answer.pipe(response)
}

function fail(exchange: Exchange, status: number, why: string, attempt?: ClientRequest): void {
  const { request, response } = exchange
  report(exchange, `${status}, ${why}`)
  attempt?.destroy()
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
