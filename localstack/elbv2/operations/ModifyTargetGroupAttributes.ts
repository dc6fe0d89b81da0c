import type {
  ModifyTargetGroupAttributesCommandInput,
  ModifyTargetGroupAttributesCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Operation } from '../../operation.ts'
import { listAttributes, setAttributes } from '../attributes.ts'
import { attributesFor, requireTargetGroup } from '../target-group.ts'

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
  const { attributes, TargetType } = requireTargetGroup(call, TargetGroupArn)
  setAttributes('Target group', attributesFor(TargetType), attributes, Attributes)
  for (const { Key = '', Value } of Attributes)
    if (withoutEffect[Key]?.test(Value ?? ''))
      call.log(
        'elbv2',
        `the target group attribute ${Key}=${Value} is accepted and has no effect here`,
      )
  return { Attributes: listAttributes(attributes) }
}
