import type {
  ScalableTarget,
  ScalingPolicy,
  ScalableDimension,
  ScheduledAction,
} from '@aws-sdk/client-application-auto-scaling'

/** What names a scalable target, and with a name added what hangs on it. */
export type Dimension = Pick<
  ScalableTarget,
  'ServiceNamespace' | 'ResourceId' | 'ScalableDimension'
> & { ResourceId: string }

export interface ScalableTargetRecord extends ScalableTarget {
  ResourceId: string
  ScalableTargetARN: string
  tags: Map<string, string>
}

export interface ScalingPolicyRecord extends ScalingPolicy {
  PolicyName: string
  PolicyARN: string
  ResourceId: string
}

export interface ScheduledActionRecord extends ScheduledAction {
  ScheduledActionName: string
  ResourceId: string
  ScalableDimension: ScalableDimension
}
