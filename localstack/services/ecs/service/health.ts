import type { ServiceRecord } from '../records.ts'
import { eventText } from './events.ts'
import { loadBalancersOf } from './service-record.ts'
import type { Snapshot, TargetSnapshot, TaskSnapshot } from './snapshot.ts'

/** A task without any health check counts as healthy after this time, in ms. */
export const unchecked = 40_000

/** Returns true if a task counts for minimumHealthyPercent: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html */
export function isHealthy(
  service: ServiceRecord,
  { rate }: Pick<Snapshot, 'rate'>,
  task: TaskSnapshot,
): boolean {
  if (task.lastStatus !== 'RUNNING' || task.desiredStatus !== 'RUNNING') return false
  if (task.hasHealthCheck && task.healthStatus !== 'HEALTHY') return false
  if (loadBalancersOf(service, task).length > 0)
    return task.targets.length > 0 && task.targets.every(isServing)
  return task.hasHealthCheck || task.age >= unchecked / rate
}

const isServing = ({ health }: TargetSnapshot) =>
  health?.State === 'healthy' || health?.State === 'unavailable'

export interface FailedCheck {
  event: string
  stoppedReason: string
}

/** The health check that a task fails after its grace period. */
export function failedCheck(
  service: ServiceRecord,
  snapshot: Pick<Snapshot, 'targetGroups'>,
  task: TaskSnapshot,
): FailedCheck | undefined {
  if (task.lastStatus !== 'RUNNING' || task.desiredStatus !== 'RUNNING') return undefined
  if (task.age < (service.healthCheckGracePeriodSeconds ?? 0) * 1000) return undefined
  if (task.healthStatus === 'UNHEALTHY')
    return {
      event: eventText.failedContainerChecks(task),
      stoppedReason: 'Task failed container health checks',
    }
  const failed = task.targets.find(
    (target) => target.health?.State === 'unhealthy' && !mayStillStart(snapshot, task, target),
  )
  return (
    failed && {
      event: eventText.unhealthyTarget(task, {
        port: failed.Port,
        group: failed.targetGroupArn,
        reason: failed.health?.Description ?? 'Health checks failed',
      }),
      stoppedReason: `Task failed ELB health checks in (target-group ${failed.targetGroupArn})`,
    }
  )
}

/**
 * Returns true if a server may still be starting. CLOCK_RATE shortens the load balancer's checks, but not the start
 * of a server: one that does not answer yet has as much real time as on AWS. A wrong status code counts at once.
 */
function mayStillStart(
  { targetGroups }: Pick<Snapshot, 'targetGroups'>,
  task: TaskSnapshot,
  { targetGroupArn, health }: TargetSnapshot,
): boolean {
  const answered = /codes: \[[1-4]\d\d\]/.test(health?.Description ?? '')
  const { timeToUnhealthy = 0 } = targetGroups[targetGroupArn] ?? {}
  return !answered && task.healthySince === undefined && task.age < timeToUnhealthy
}
