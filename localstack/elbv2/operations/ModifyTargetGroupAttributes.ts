import type {
  ModifyTargetGroupAttributesCommandInput,
  ModifyTargetGroupAttributesCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Operation } from '../../operation.ts'
import { listAttributes, setAttributes } from '../attributes.ts'
import { attributesFor, requireTargetGroup } from '../target-group.ts'

export const ModifyTargetGroupAttributes: Operation<
  ModifyTargetGroupAttributesCommandInput,
  ModifyTargetGroupAttributesCommandOutput
> = ({ TargetGroupArn, Attributes }, call) => {
  const { attributes, TargetType } = requireTargetGroup(call, TargetGroupArn)
  setAttributes('Target group', attributesFor(TargetType), attributes, Attributes)
  return { Attributes: listAttributes(attributes) }
}
