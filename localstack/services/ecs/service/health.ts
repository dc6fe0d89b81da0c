import type { TargetHealth } from '@aws-sdk/client-elastic-load-balancing-v2'
import { findTargetGroup, healthOf, type TargetGroupRecord } from '../../elbv2/public.ts'
import { identityOf } from '../../../kernel/tracked.ts'
import type { Scope } from '../../../kernel/scope.ts'
import type { Task } from '../task/task.ts'
import { say } from './events.ts'
import { balancersOf } from './revision.ts'
import type { Service } from './service.ts'

/** How long a task without any health check must run before it counts as healthy. */
export const unchecked = 40_000

/** Whether a task counts for minimumHealthyPercent: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html */
export function isHealthy(scope: Scope, service: Service, task: Task): boolean {
  if (task.lastStatus !== 'RUNNING' || task.desiredStatus !== 'RUNNING') return false
  const hasCheck = task.containers.some(
    ({ essential, healthStatus }) => essential && healthStatus !== undefined,
  )
  if (hasCheck && task.healthStatus !== 'HEALTHY') return false
  if (balancersOf(service, task).length > 0)
    return task.targets.length > 0 && task.targets.every((target) => targetPasses(scope, target))
  return hasCheck || age(scope, task) >= unchecked / scope.clock.rate
}

function targetPasses(
  scope: Scope,
  { targetGroupArn, Id, Port }: Task['targets'][number],
): boolean {
  const group = findTargetGroup(scope, targetGroupArn)
  const state = group && healthOf(scope, group, { Id, Port }).State
  return state === 'healthy' || state === 'unavailable'
}

export interface FailedCheck {
  event: string
  stoppedReason: string
}

/** What a task fails, after its grace period; undefined when nothing speaks against it. */
export function failedCheck(scope: Scope, service: Service, task: Task): FailedCheck | undefined {
  if (task.lastStatus !== 'RUNNING' || task.desiredStatus !== 'RUNNING') return undefined
  if (age(scope, task) < (service.healthCheckGracePeriodSeconds ?? 0) * 1000) return undefined
  if (task.healthStatus === 'UNHEALTHY')
    return {
      event: say.failedContainerChecks(task),
      stoppedReason: 'Task failed container health checks',
    }
  for (const { targetGroupArn, Id, Port } of task.targets) {
    const group = findTargetGroup(scope, targetGroupArn)
    const health = group && healthOf(scope, group, { Id, Port })
    if (health?.State === 'unhealthy' && !mayStillBoot(scope, task, group!, health))
      return {
        event: say.unhealthyTarget(task, {
          port: Port,
          group: targetGroupArn,
          reason: health.Description ?? 'Health checks failed',
        }),
        stoppedReason: `Task failed ELB health checks in (target-group ${targetGroupArn})`,
      }
  }
  return undefined
}

/**
 * The balancer's checks come faster here than a server boots. One that does not serve yet has as much
 * real time as AWS's checks would leave it; another answer than wished for is a verdict at any time.
 */
function mayStillBoot(
  scope: Scope,
  task: Task,
  { HealthCheckIntervalSeconds, UnhealthyThresholdCount }: TargetGroupRecord,
  { Description = '' }: TargetHealth,
): boolean {
  const answered = /codes: \[[1-4]\d\d\]/.test(Description)
  const patience = HealthCheckIntervalSeconds * UnhealthyThresholdCount * 1000
  return !answered && task.healthySince === undefined && age(scope, task) < patience
}

/** When each running task was first seen, on the steady clock. */
const firstSeen = new WeakMap<object, number>()

/** Time since a task started, in ms; a wall clock that is set back meanwhile takes nothing from it. */
function age({ clock }: Scope, task: Task): number {
  if (!task.startedAt) return -Infinity
  const now = clock.steady()
  const seen = firstSeen.get(identityOf(task)) ?? now
  firstSeen.set(identityOf(task), seen)
  return Math.max(clock.now().getTime() - task.startedAt.getTime(), now - seen)
}
