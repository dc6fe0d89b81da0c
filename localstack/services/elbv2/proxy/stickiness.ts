import { createHash } from 'node:crypto'
import type { Clock } from '../../../kernel/clock.ts'
import { targetKey } from '../target.ts'
import type { HttpRequest } from '../../../http1/request.ts'
import type { HttpResponse } from '../../../http1/response.ts'
import type { ListenerRecord, TargetRecord, TargetGroupRecord } from '../records.ts'
import type { Choice } from './exchange.ts'

/** A cookie that binds a client, and for how many seconds. */
interface Binding {
  cookie: string
  value: string
  seconds: number
}

/** The cookie by which a group's clients stay with their target. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#sticky-sessions */
function cookieOf({ attributes }: TargetGroupRecord): 'AWSALB' | 'AWSALBAPP-0' | undefined {
  if (attributes.get('stickiness.enabled') !== 'true') return undefined
  const type = attributes.get('stickiness.type')
  return type === 'lb_cookie' ? 'AWSALB' : type === 'app_cookie' ? 'AWSALBAPP-0' : undefined
}

const sealed = (...parts: string[]) => Buffer.from(parts.join(' ')).toString('base64')

const valueFor = ({ TargetGroupArn }: TargetGroupRecord, target: TargetRecord) =>
  sealed(TargetGroupArn, targetKey(target))

/** The value of a cookie that the client has sent; undefined without it. */
function cookieIn({ fields }: HttpRequest, name: string): string | undefined {
  for (const line of fields.all('cookie'))
    for (const pair of line.split(/;\s*/))
      if (pair.startsWith(`${name}=`)) return pair.slice(name.length + 1)
  return undefined
}

/** Among the targets that may be chosen, the one the client's cookie or its address binds it to. */
export function boundTarget(
  group: TargetGroupRecord,
  eligible: TargetRecord[],
  { request, source }: { request?: HttpRequest | undefined; source: HttpRequest['source'] },
): TargetRecord | undefined {
  if (!request) return bySource(group, eligible, source.address)
  const cookie = cookieOf(group)
  const value = cookie && cookieIn(request, cookie)
  return value ? eligible.find((target) => valueFor(group, target) === value) : undefined
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html#sticky-sessions */
function bySource({ attributes }: TargetGroupRecord, eligible: TargetRecord[], address: string) {
  if (attributes.get('stickiness.enabled') !== 'true') return undefined
  const sum = createHash('sha1').update(address).digest().readUInt32BE()
  return eligible[sum % eligible.length]
}

/** Among the groups of a sticky forward action, the one the client's cookie binds it to. */
export const boundGroup = (arns: string[], request: HttpRequest): string | undefined => {
  const value = cookieIn(request, 'AWSALBTG')
  return value === undefined ? undefined : arns.find((arn) => sealed(arn) === value)
}

/** The Set-Cookie lines that bind a client to the group and the target which have answered it. */
export function bindingHeaders(
  clock: Clock,
  { request, listener }: { request: HttpRequest; listener: ListenerRecord },
  { group, target, groupSeconds }: Choice,
  response: HttpResponse,
): string {
  const bindings: Binding[] = []
  const isNew = boundGroup([group.TargetGroupArn], request) === undefined
  if (groupSeconds !== undefined && isNew)
    bindings.push({
      cookie: 'AWSALBTG',
      value: sealed(group.TargetGroupArn),
      seconds: groupSeconds,
    })
  const cookie = cookieOf(group)
  if (cookie === 'AWSALB' || (cookie && setsAppCookie(group, response)))
    bindings.push({
      cookie,
      value: valueFor(group, target),
      seconds: Number(group.attributes.get(durations[cookie])),
    })
  return bindings.map((binding) => setCookie(clock, binding, listener)).join('')
}

const durations = {
  AWSALB: 'stickiness.lb_cookie.duration_seconds',
  'AWSALBAPP-0': 'stickiness.app_cookie.duration_seconds',
}

/** An application's own cookie is what starts its stickiness. */
function setsAppCookie({ attributes }: TargetGroupRecord, { fields }: HttpResponse): boolean {
  const name = attributes.get('stickiness.app_cookie.cookie_name')
  return fields.all('set-cookie').some((cookie) => cookie.startsWith(`${name}=`))
}

/** The balancer's own cookies come twice, once for pages of other origins. */
function setCookie(
  clock: Clock,
  { cookie, value, seconds }: Binding,
  { Protocol }: ListenerRecord,
): string {
  const expires = new Date(clock.now().getTime() + seconds * 1000).toUTCString()
  const rest = `=${value}; Expires=${expires}; Path=/`
  const plain = `Set-Cookie: ${cookie}${rest}\r\n`
  if (cookie === 'AWSALBAPP-0') return plain
  const secure = Protocol === 'HTTPS' ? '; Secure' : ''
  return `${plain}Set-Cookie: ${cookie}CORS${rest}; SameSite=None${secure}\r\n`
}
