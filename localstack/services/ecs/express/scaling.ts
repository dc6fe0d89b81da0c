import type { ExpressGatewayServiceScalingMetric } from '@aws-sdk/client-ecs'
import {
  DeleteScalingPolicy,
  PutScalingPolicy,
  RegisterScalableTarget,
} from '../../application-autoscaling/public.ts'
import type { Scope } from '../../../kernel/scope.ts'
import type { ExpressRecord, ServiceRecord } from '../records.ts'
import { perform } from './perform.ts'
import type { ElbTag } from './tags.ts'

const metrics = {
  AVERAGE_CPU: 'ECSServiceAverageCPUUtilization',
  AVERAGE_MEMORY: 'ECSServiceAverageMemoryUtilization',
  REQUEST_COUNT_PER_TARGET: 'ALBRequestCountPerTarget',
} as const satisfies Record<ExpressGatewayServiceScalingMetric, string>

/** The scalable target of a service. */
export const dimensionOf = ({ serviceArn }: ServiceRecord) =>
  ({
    ServiceNamespace: 'ecs',
    ScalableDimension: 'ecs:service:DesiredCount',
    ResourceId: serviceArn.split(':').at(-1)!,
  }) as const

/** Makes the scalable target and the policy of a service, or changes them. */
export function putScaling(
  scope: Scope,
  service: ServiceRecord & { express: ExpressRecord },
  tags: ElbTag[] = [],
): void {
  const { scalingTarget, resources } = service.express
  const { minTaskCount, maxTaskCount, autoScalingMetric, autoScalingTargetValue } = scalingTarget
  const dimension = dimensionOf(service)
  const { ScalableTargetARN } = perform(scope, RegisterScalableTarget, {
    ...dimension,
    MinCapacity: minTaskCount,
    MaxCapacity: maxTaskCount,
    Tags: Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])),
  })
  resources.scalableTarget = ScalableTargetARN
  const PredefinedMetricType = metrics[autoScalingMetric]
  const PolicyName = `${service.serviceName}${PredefinedMetricType}`
  const before = resources.scalingPolicy
  if (before && before.name !== PolicyName)
    perform(scope, DeleteScalingPolicy, { ...dimension, PolicyName: before.name })
  const { PolicyARN = '' } = perform(scope, PutScalingPolicy, {
    ...dimension,
    PolicyName,
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: {
      TargetValue: autoScalingTargetValue,
      DisableScaleIn: false,
      PredefinedMetricSpecification: {
        PredefinedMetricType,
        ...(PredefinedMetricType === 'ALBRequestCountPerTarget' && {
          ResourceLabel: labelOf(resources),
        }),
      },
    },
  })
  resources.scalingPolicy = { name: PolicyName, arn: PolicyARN }
}

const labelOf = ({ gateway, targetGroups: [group] }: ExpressRecord['resources']) =>
  `${gateway.loadBalancerArn.split(':loadbalancer/')[1]}/${group.split(':').at(-1)}`
