import type {
  DescribeListenerAttributesCommandInput,
  DescribeListenerAttributesCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { type Operation, readOnly } from '../../service.ts'
import { listAttributes } from '../attributes.ts'
import { requireListener } from '../listener.ts'

export const DescribeListenerAttributes: Operation<
  DescribeListenerAttributesCommandInput,
  DescribeListenerAttributesCommandOutput
> = readOnly(({ ListenerArn }, call) => ({
  Attributes: listAttributes(requireListener(call, ListenerArn).attributes),
}))
