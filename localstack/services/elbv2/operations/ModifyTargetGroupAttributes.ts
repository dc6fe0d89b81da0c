import type {
  ModifyTargetGroupAttributesCommandInput,
  ModifyTargetGroupAttributesCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { awsError } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import { listAttributes, setAttributes } from '../attributes.ts'
import { requireTargetGroup } from '../target-group.ts'
import { allAttributes, attributesFor } from '../target-group-attributes.ts'

/** Values the data plane does not act on yet. */
const withoutEffect: Record<string, RegExp> = {
  'slow_start.duration_seconds': /^[1-9]/,
  'stickiness.type': /^app_cookie$/,
  'load_balancing.algorithm.type': /^(?!round_robin)/,
}

export const ModifyTargetGroupAttributes: Operation<
  ModifyTargetGroupAttributesCommandInput,
  ModifyTargetGroupAttributesCommandOutput
> = ({ TargetGroupArn, Attributes }, call) => {
  const group = requireTargetGroup(call, TargetGroupArn)
  const { attributes } = group
  const table = attributesFor(group)
  if (Attributes.some(({ Key = '' }) => allAttributes.has(Key) && !(Key in table)))
    throw awsError(
      'InvalidConfigurationRequestException',
      'The provided target group attribute is not supported',
    )
  const changed = new Map(attributes)
  setAttributes('Target group', table, changed, Attributes)
  checkAppCookie(changed)
  if (group.Protocol === 'TLS' && changed.get('stickiness.enabled') === 'true')
    throw awsError(
      'InvalidConfigurationRequestException',
      'You cannot enable stickiness on target groups with the TLS protocol',
    )
  for (const [key, value] of changed) attributes.set(key, value)
  for (const { Key = '', Value } of Attributes)
    if (withoutEffect[Key]?.test(Value ?? ''))
      call.log(
        'elbv2',
        `the target group attribute ${Key}=${Value} is accepted and has no effect here`,
      )
  return { Attributes: listAttributes(attributes) }
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/sticky-sessions.html#application-based-stickiness */
function checkAppCookie(attributes: Map<string, string>): void {
  if (attributes.get('stickiness.type') !== 'app_cookie') return
  const name = attributes.get('stickiness.app_cookie.cookie_name') ?? ''
  const invalid = (message: string) => awsError('ValidationError', message)
  if (!name)
    throw invalid(
      "You must set an application cookie name to enable stickiness of type 'app_cookie'",
    )
  if (/^AWSALB(APP|TG)?/.test(name))
    throw invalid(
      `The cookie name '${name}' is not valid because the prefixes AWSALB, AWSALBAPP, and AWSALBTG are reserved`,
    )
}
