import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2'
import { own } from '../../../kernel/own.ts'
import { choose } from './balance.ts'
import { forward } from './forward.ts'
import { hostOf, ruleFor, splitTarget } from './matching.ts'
import { statusPage } from './reply.ts'
import type { Exchange, Reply } from './exchange.ts'
/** The limit of addresses in X-Forwarded-For. */
const maxForwarders = 30

/** Runs the action of a listener's first rule that matches a request. */
export function serve(exchange: Exchange): void {
  const { scope, listener, request, client } = exchange
  const forwarders = request.fields.get('x-forwarded-for')
  if (forwarders && forwarders.split(',').length > maxForwarders)
    return client.reply(statusPage(463))
  const [action] = ruleFor(scope, listener, request).Actions
  if (action?.Type === 'fixed-response') return client.reply(fixedResponse(action))
  if (action?.Type === 'redirect') return client.reply(redirect(exchange, action))
  const choice = action && choose(exchange, action)
  if (choice) forward(exchange, choice)
  else client.reply(statusPage(503))
}

function fixedResponse({ FixedResponseConfig }: Action): Reply {
  const { StatusCode, ContentType = 'text/plain', MessageBody = '' } = FixedResponseConfig!
  return { status: Number(StatusCode), type: `${ContentType}; charset=utf-8`, body: MessageBody }
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html#redirect-actions */
function redirect({ request, listener }: Exchange, { RedirectConfig }: Action): Reply {
  const [path, query] = splitTarget(request.target)
  const parts: Record<string, string> = {
    protocol: listener.Protocol.toLowerCase(),
    host: hostOf(request),
    port: String(listener.Port),
    path: path.slice(1),
    query,
  }
  const fill = (template = '') =>
    template.replaceAll(/#\{(\w+)\}/g, (whole, name: string) => own(parts, name) ?? whole)
  const { Protocol, Host, Port, Path, Query, StatusCode } = RedirectConfig!
  const search = fill(Query)
  const place = `${fill(Protocol).toLowerCase()}://${fill(Host)}:${fill(Port)}${fill(Path)}`
  return statusPage(StatusCode === 'HTTP_301' ? 301 : 302, {
    Location: search ? `${place}?${search}` : place,
  })
}
