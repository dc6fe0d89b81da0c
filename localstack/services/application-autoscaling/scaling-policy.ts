import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type {
  PutScalingPolicyCommandInput,
  ScalingPolicy,
} from '@aws-sdk/client-application-auto-scaling'
import { arn } from '../../kernel/arn.ts'
import type { Given } from '../service.ts'
import type { Scope } from '../../kernel/scope.ts'
import { invalid } from './errors.ts'
import { dimensionKey, requireScalableTarget } from './scalable-target.ts'
import { autoScalingOf } from './state.ts'
import type { ScalingPolicyRecord } from './records.ts'

type Input = Given<PutScalingPolicyCommandInput>

/**
 * Keeps a scaling policy of a registered target, in place of one of the same name.
 * https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScalingPolicy.html
 */
export function putPolicy(scope: Scope, input: Input): ScalingPolicyRecord {
  requireScalableTarget(scope, input)
  const { policies } = autoScalingOf(scope)
  const key = dimensionKey(input, input.PolicyName)
  const existing = policies.get(key)
  const PolicyType = input.PolicyType ?? existing?.PolicyType ?? 'StepScaling'
  checkConfiguration({ ...input, PolicyType })
  checkOtherPolicies([...policies.values()], input)
  const resource = `scalingPolicy:${randomUUID()}:resource/${input.ServiceNamespace}/${input.ResourceId}:policyName/${input.PolicyName}`
  const policy: ScalingPolicyRecord = {
    ...input,
    PolicyType,
    PolicyARN: existing?.PolicyARN ?? arn(scope, 'autoscaling', resource),
    CreationTime: existing?.CreationTime ?? scope.clock.now(),
    Alarms: [],
  }
  policies.set(key, policy)
  return policy
}

function checkConfiguration(input: Input): void {
  const { PolicyType, TargetTrackingScalingPolicyConfiguration: tracking } = input
  if (PolicyType === 'StepScaling' && !input.StepScalingPolicyConfiguration)
    throw invalid('StepScalingPolicyConfiguration is required for a policy of type StepScaling')
  if (PolicyType !== 'TargetTrackingScaling') return
  if (!tracking)
    throw invalid(
      'TargetTrackingScalingPolicyConfiguration is required for a policy of type TargetTrackingScaling',
    )
  const { PredefinedMetricSpecification: predefined, CustomizedMetricSpecification: own } = tracking
  if (!predefined === !own)
    throw invalid(
      'Exactly one of PredefinedMetricSpecification and CustomizedMetricSpecification must be specified',
    )
  if (predefined) checkMetric(predefined)
}

/** https://github.com/hashicorp/terraform-provider-aws/issues/41179 */
function checkOtherPolicies(policies: ScalingPolicyRecord[], input: Input): void {
  const metricOf = ({
    TargetTrackingScalingPolicyConfiguration: tracking,
  }: Input | ScalingPolicy) =>
    tracking?.PredefinedMetricSpecification ?? tracking?.CustomizedMetricSpecification
  const metric = metricOf(input)
  const other = policies.find(
    (policy) =>
      dimensionKey(policy) === dimensionKey(input) &&
      policy.PolicyName !== input.PolicyName &&
      isDeepStrictEqual(metricOf(policy), metric),
  )
  if (metric && other)
    throw invalid(
      'Only one TargetTrackingScaling policy for a given metric specification is allowed.',
    )
}

function checkMetric({
  PredefinedMetricType: type,
  ResourceLabel: label,
}: {
  PredefinedMetricType?: string | undefined
  ResourceLabel?: string | undefined
}): void {
  if (!/^(ECSService\w+|ALBRequestCountPerTarget)$/.test(type ?? ''))
    throw invalid(`PredefinedMetricType ${type} is not supported for service namespace ecs`)
  const isLabel = /^app\/[^/]+\/[^/]+\/targetgroup\/[^/]+\/[^/]+$/.test(label ?? '')
  if ((type === 'ALBRequestCountPerTarget') !== isLabel)
    throw invalid(
      'ResourceLabel must be app/<load-balancer-name>/<load-balancer-id>/targetgroup/<target-group-name>/<target-group-id> for ALBRequestCountPerTarget, and absent for other metrics',
    )
}
