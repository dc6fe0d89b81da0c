import type {
  ScalableTarget,
  ScalingPolicy,
  ScalableDimension,
  ScheduledAction,
} from '@aws-sdk/client-application-auto-scaling'

/** The key of a scalable target; with a name, of one of its policies or actions. */
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
