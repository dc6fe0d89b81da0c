import type {
  DescribeScalingActivitiesCommandInput,
  DescribeScalingActivitiesCommandOutput,
} from '@aws-sdk/client-application-auto-scaling'
import { type Operation, readOnly } from '../../service.ts'

export const DescribeScalingActivities: Operation<
  DescribeScalingActivitiesCommandInput,
  DescribeScalingActivitiesCommandOutput
> = readOnly(() => ({ ScalingActivities: [] }))
