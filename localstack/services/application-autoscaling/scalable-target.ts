import { randomBytes } from 'node:crypto'
import type { RegisterScalableTargetCommandInput } from '@aws-sdk/client-application-auto-scaling'
import { arn } from '../../kernel/arn.ts'
import { notImplemented } from '../../kernel/errors.ts'
import { findCluster, findService } from '../ecs/public.ts'
import { ensureServiceLinkedRole } from '../iam/public.ts'
import type { Given } from '../service.ts'
import type { Scope } from '../../kernel/scope.ts'
import { invalid, objectNotFound } from './errors.ts'
import { logNothingScales } from './notice.ts'
import { autoScalingOf } from './state.ts'
import { checkTargetTags } from './tag-rules.ts'
import type { Dimension, ScalableTargetRecord } from './records.ts'

export const dimensionKey = ({ ResourceId, ScalableDimension }: Dimension, name = '') =>
  [ResourceId, ScalableDimension, name].join('|')

/**
 * Makes a service's desired count scalable, or changes its limits.
 * https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
 */
export function registerScalableTarget(
  scope: Scope,
  { Tags = {}, ...input }: Given<RegisterScalableTargetCommandInput>,
): ScalableTargetRecord {
  const existing = autoScalingOf(scope).targets.get(dimensionKey(input))
  checkTargetTags(existing?.tags.keys() ?? [], Tags)
  const { MinCapacity, MaxCapacity } = { ...existing, ...input }
  if (MinCapacity === undefined || MaxCapacity === undefined)
    throw invalid('MinCapacity and MaxCapacity are required to register a new scalable target')
  if (MaxCapacity < MinCapacity)
    throw invalid('Maximum capacity cannot be less than minimum capacity')
  requireScalable(scope, input)
  const { SuspendedState = existing?.SuspendedState } = input
  const target = existing ?? newTarget(scope, input)
  Object.assign(target, { MinCapacity, MaxCapacity, SuspendedState: allOf(SuspendedState) })
  for (const [key, value] of Object.entries(Tags)) target.tags.set(key, value)
  autoScalingOf(scope).targets.set(dimensionKey(input), target)
  logNothingScales(scope)
  return target
}

export function requireScalableTarget(scope: Scope, dimension: Dimension): ScalableTargetRecord {
  const target = autoScalingOf(scope).targets.get(dimensionKey(dimension))
  if (!target) throw objectNotFound('scalable target registered', dimension)
  return target
}

function newTarget(scope: Scope, dimension: Dimension): ScalableTargetRecord {
  const { ServiceNamespace, ResourceId, ScalableDimension } = dimension
  const role = ensureServiceLinkedRole(scope, 'ecs.application-autoscaling.amazonaws.com')
  const id = randomBytes(17).toString('hex')
  return {
    ServiceNamespace,
    ResourceId,
    ScalableDimension,
    ScalableTargetARN: arn(scope, 'application-autoscaling', `scalable-target/${id}`),
    MinCapacity: 0,
    MaxCapacity: 0,
    RoleARN: role.Arn,
    CreationTime: scope.clock.now(),
    tags: new Map(),
  }
}

function requireScalable(
  scope: Scope,
  { ServiceNamespace, ResourceId, ScalableDimension }: Dimension,
) {
  if (ServiceNamespace !== 'ecs' && ScalableDimension?.startsWith(`${ServiceNamespace}:`))
    throw notImplemented(`scalable targets of the service namespace ${ServiceNamespace}`)
  const [, cluster, service] = /^service\/([^/]+)\/([^/]+)$/.exec(ResourceId) ?? []
  if (ScalableDimension !== 'ecs:service:DesiredCount' || !service)
    throw invalid('Unsupported service namespace, resource type or scalable dimension')
  const found = findCluster(scope, cluster)
  if (!found || findService(scope, found, service)?.status !== 'ACTIVE')
    throw invalid(`ECS service doesn't exist: ${ResourceId}`)
}

const allOf = (suspended: ScalableTargetRecord['SuspendedState']) => ({
  DynamicScalingInSuspended: false,
  DynamicScalingOutSuspended: false,
  ScheduledScalingSuspended: false,
  ...suspended,
})
