import { arn } from '../../kernel/arn.ts'
import { type PermissionTable, on, onAnyResource, tagRecord } from '../../access/permission.ts'
import { firstUse } from '../iam/public.ts'
import type { Call } from '../../kernel/scope.ts'
import { autoScalingOf } from './state.ts'

interface Scaled {
  ServiceNamespace: string
  ScalableDimension: string
  ResourceId: string
}

/** A target that is registered has an ARN; one that is to be has none yet. */
const target = ({ ServiceNamespace, ScalableDimension, ResourceId }: Scaled, call: Call) => ({
  resource:
    autoScalingOf(call)
      .targets.values()
      .find((one) => one.ResourceId === ResourceId && one.ScalableDimension === ScalableDimension)
      ?.ScalableTargetARN ?? arn(call, 'application-autoscaling', 'scalable-target/*'),
  keys: {
    'application-autoscaling:service-namespace': ServiceNamespace,
    'application-autoscaling:scalable-dimension': ScalableDimension,
  },
})

const taggedResource = on(({ ResourceARN }: { ResourceARN: string }) => ResourceARN)

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsapplicationautoscaling.html */
export const permissions: PermissionTable = {
  keys: ['service-namespace', 'scalable-dimension', 'ResourceTag/'],
  tagsOf: (scope, resource) =>
    tagRecord(
      autoScalingOf(scope)
        .targets.values()
        .find(({ ScalableTargetARN }) => ScalableTargetARN === resource)?.tags,
    ),
  rules: {
    DeleteScalingPolicy: target,
    DeleteScheduledAction: target,
    DeregisterScalableTarget: target,
    DescribeScalableTargets: onAnyResource,
    DescribeScalingActivities: onAnyResource,
    DescribeScalingPolicies: onAnyResource,
    DescribeScheduledActions: onAnyResource,
    ListTagsForResource: taggedResource,
    PutScalingPolicy: target,
    PutScheduledAction: target,
    RegisterScalableTarget: (
      input: Scaled & { Tags?: Record<string, string> | undefined },
      call,
    ) => {
      const needed = target(input, call)
      return [
        needed,
        ...(input.Tags ? [{ ...needed, action: 'application-autoscaling:TagResource' }] : []),
        ...firstUse(call, 'ecs.application-autoscaling.amazonaws.com'),
      ]
    },
    TagResource: taggedResource,
    UntagResource: taggedResource,
  },
}
