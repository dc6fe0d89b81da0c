import type { IncomingMessage } from 'node:http'
import type { Clock } from '../clock.ts'
import { targetKey } from './target.ts'
import type { Target, TargetGroup } from './target-group.ts'

const cookie = 'AWSALB'

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#sticky-sessions */
const isSticky = ({ attributes }: TargetGroup) =>
  attributes.get('stickiness.enabled') === 'true' &&
  attributes.get('stickiness.type') === 'lb_cookie'

const valueFor = ({ TargetGroupArn }: TargetGroup, target: Target) =>
  Buffer.from(`${TargetGroupArn} ${targetKey(target)}`).toString('base64')

/** Among the targets that may be chosen, the one the client's cookie binds it to. */
export function boundTarget(
  group: TargetGroup,
  eligible: Target[],
  { headers }: IncomingMessage,
): Target | undefined {
  if (!isSticky(group)) return undefined
  const value = /(?:^|;\s*)AWSALB=([^;]+)/.exec(headers.cookie ?? '')?.[1]
  return eligible.find((target) => valueFor(group, target) === value)
}

/** The Set-Cookie headers that bind a client to the target which has answered it. */
export function bindingHeaders(clock: Clock, group: TargetGroup, target: Target): string[] {
  if (!isSticky(group)) return []
  const seconds = Number(group.attributes.get('stickiness.lb_cookie.duration_seconds'))
  const expires = new Date(clock.now().getTime() + seconds * 1000).toUTCString()
  const value = `${valueFor(group, target)}; Expires=${expires}; Path=/`
  return ['Set-Cookie', `${cookie}=${value}`, 'Set-Cookie', `${cookie}CORS=${value}; SameSite=None`]
}
