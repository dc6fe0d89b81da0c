import type {
  DescribeScalableTargetsCommandInput,
  DescribeScalableTargetsCommandOutput,
} from '@aws-sdk/client-application-auto-scaling'
import { type Operation, readOnly } from '../../service.ts'
import { select } from '../selection.ts'
import { autoScalingOf } from '../state.ts'

export const DescribeScalableTargets: Operation<
  DescribeScalableTargetsCommandInput,
  DescribeScalableTargetsCommandOutput
> = readOnly((input, call) => {
  const { items, NextToken } = select(autoScalingOf(call).targets.values(), input)
  return { ScalableTargets: items, NextToken }
})
