import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Scope } from '../operation.ts'
import { admitsCallers } from './admission.ts'
import { groupFor, targetFor } from './balance.ts'
import { forward } from './forward.ts'
import type { Listener } from './listener.ts'
import { hostOf, ruleFor, splitTarget } from './matching.ts'
import { reply, replyWith } from './reply.ts'
import type { TargetGroup, Target } from './target-group.ts'

/** A request that has reached a listener, on whichever way. */
export interface Exchange {
  scope: Scope
  listener: Listener
  request: IncomingMessage
  response: ServerResponse
}

/** What a listener does with a request: the actions of its first rule that matches. */
export function serve(exchange: Exchange): void {
  const { scope, listener, request, response } = exchange
  if (!admitsCallers(scope, listener)) return
  const [action] = ruleFor(scope, listener, request).Actions
  if (action?.Type === 'fixed-response') return fixedResponse(response, action)
  if (action?.Type === 'redirect') return redirect(exchange, action)
  const chosen = action && choose(scope, action, request)
  if (!chosen) return reply(response, 503)
  forward(exchange, chosen.group, chosen.target)
}

/** The target for the next request of a forward action; none when no target is registered. */
export function choose(
  scope: Scope,
  action: Action,
  request: IncomingMessage,
): { group: TargetGroup; target: Target } | undefined {
  const group = groupFor(scope, action)
  const target = group && targetFor(scope, group, request)
  return target && { group, target }
}

function fixedResponse(response: ServerResponse, { FixedResponseConfig }: Action): void {
  const { StatusCode, ContentType = 'text/plain', MessageBody = '' } = FixedResponseConfig!
  replyWith(response, {
    status: Number(StatusCode),
    type: `${ContentType}; charset=utf-8`,
    body: MessageBody,
  })
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html#redirect-actions */
function redirect({ request, response, listener }: Exchange, { RedirectConfig }: Action): void {
  const [path, query] = splitTarget(request.url ?? '/')
  const parts: Record<string, string> = {
    protocol: listener.Protocol.toLowerCase(),
    host: hostOf(request),
    port: String(listener.Port),
    path: path.slice(1),
    query,
  }
  const fill = (template = '') =>
    template.replaceAll(/#\{(\w+)\}/g, (whole, name: string) => parts[name] ?? whole)
  const { Protocol, Host, Port, Path, Query, StatusCode } = RedirectConfig!
  const search = fill(Query)
  const place = `${fill(Protocol).toLowerCase()}://${fill(Host)}:${fill(Port)}${fill(Path)}`
  reply(response, StatusCode === 'HTTP_301' ? 301 : 302, {
    Location: search ? `${place}?${search}` : place,
  })
}
