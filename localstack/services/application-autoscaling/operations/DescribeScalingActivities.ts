import type {
  DescribeScalingActivitiesCommandInput,
  DescribeScalingActivitiesCommandOutput,
} from '@aws-sdk/client-application-auto-scaling'
import type { Operation } from '../../service.ts'

export const DescribeScalingActivities: Operation<
  DescribeScalingActivitiesCommandInput,
  DescribeScalingActivitiesCommandOutput
> = () => ({ ScalingActivities: [] })
