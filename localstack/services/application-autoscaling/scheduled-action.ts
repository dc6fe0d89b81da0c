import { randomUUID } from 'node:crypto'
import type { PutScheduledActionCommandInput } from '@aws-sdk/client-application-auto-scaling'
import { arn } from '../../kernel/arn.ts'
import type { Given } from '../service.ts'
import type { Scope } from '../../kernel/scope.ts'
import { invalid } from './errors.ts'
import { dimensionKey, requireScalableTarget } from './scalable-target.ts'
import { autoScalingOf } from './state.ts'

/**
 * Keeps a scheduled action of a registered target; what is not given again keeps its value.
 * https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html
 */
export function putScheduledAction(
  scope: Scope,
  input: Given<PutScheduledActionCommandInput>,
): void {
  requireScalableTarget(scope, input)
  const { actions } = autoScalingOf(scope)
  const key = dimensionKey(input, input.ScheduledActionName)
  const existing = actions.get(key)
  const { Schedule = existing?.Schedule } = input
  if (!/^(at|rate|cron)\(.+\)$/.test(Schedule ?? ''))
    throw invalid('Schedule must be at(…), rate(…) or cron(…)')
  const resource = `scheduledAction:${randomUUID()}:resource/${input.ServiceNamespace}/${input.ResourceId}:scheduledActionName/${input.ScheduledActionName}`
  actions.set(key, {
    ScheduledActionARN: arn(scope, 'autoscaling', resource),
    CreationTime: scope.clock.now(),
    ...existing,
    ...input,
    Schedule,
  })
}
