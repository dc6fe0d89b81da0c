import type {
  DescribeTargetGroupAttributesCommandInput,
  DescribeTargetGroupAttributesCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { type Operation, readOnly } from '../../service.ts'
import { listAttributes } from '../attributes.ts'
import { requireTargetGroup } from '../target-group.ts'

export const DescribeTargetGroupAttributes: Operation<
  DescribeTargetGroupAttributesCommandInput,
  DescribeTargetGroupAttributesCommandOutput
> = readOnly(({ TargetGroupArn }, call) => ({
  Attributes: listAttributes(requireTargetGroup(call, TargetGroupArn).attributes),
}))
