import type { Scope } from '../../../kernel/scope.ts'
import type { ServiceRecord, TaskRecord } from '../records.ts'
import { needsInstances } from '../task/rules.ts'
import { requestStop } from '../task/task.ts'
import { advanceStage, allowedMoves } from './blue-green.ts'
import { breakCircuit } from './circuit-breaker.ts'
import { completeDeployment } from './deployment.ts'
import { addEvent, say } from './events.ts'
import { noteFailures, noteHealthy } from './failures.ts'
import { failedCheck, isHealthy } from './health.ts'
import { move } from './move.ts'
import { noteDigests } from './revision.ts'
import { primaryOf, tasksOf } from './service.ts'
import { beginRecord, recordOf } from './service-deployment.ts'
import { followStopRequest } from './stop-request.ts'
import { deregisterTargets, registerTargets } from './targets.ts'

/** Moves a service one step towards what is wished of it; nothing happens when it is there. */
export function reconcile(scope: Scope, service: ServiceRecord): void {
  if (service.status === 'INACTIVE' || service.deployments.length === 0) return
  if (needsInstances(service)) return reportNoInstances(scope, service)
  const record = recordOf(service)
  if (record) beginRecord(scope, record)
  noteDigests(service, tasksOf(scope, service))
  noteFailures(scope, service)
  registerTargets(scope, service, tasksOf(scope, service))
  noteHealthy(scope, service)
  const unhealthy = takeOutUnhealthy(scope, service)
  forgetSuperseded(scope, service)
  if (service.status === 'ACTIVE') {
    followStopRequest(scope, service)
    advanceStage(scope, service)
  }
  move(scope, service, unhealthy)
  const primary = primaryOf(service)
  for (const deployment of service.deployments) breakCircuit(scope, service, deployment)
  if (primaryOf(service) !== primary) move(scope, service, [])
  deregisterTargets(scope, service, tasksOf(scope, service))
  conclude(scope, service)
}

/** A deployment that another took the place of is told of until its last task has gone. */
function forgetSuperseded(scope: Scope, service: ServiceRecord): void {
  const inUse = new Set(tasksOf(scope, service).map(({ startedBy }) => startedBy))
  service.deployments = service.deployments.filter(
    ({ id, status, rolloutState }) =>
      status === 'PRIMARY' || rolloutState !== 'IN_PROGRESS' || inUse.has(id),
  )
}

/** Tasks that fail their checks make room for others; ECS says why before it acts. */
function takeOutUnhealthy(scope: Scope, service: ServiceRecord): TaskRecord[] {
  return tasksOf(scope, service).filter((task) => {
    const failed = failedCheck(scope, service, task)
    if (!failed) return false
    addEvent(scope, service, failed.event)
    requestStop(scope, task, {
      stopCode: 'ServiceSchedulerInitiated',
      reason: failed.stoppedReason,
    })
    const deployment = service.deployments.find(({ id }) => id === task.startedBy)
    if (deployment?.rolloutState === 'IN_PROGRESS') deployment.failedTasks += 1
    return true
  })
}

/** ECS says again that all is well, but not more often. */
const steadyEvery = 6 * 60 * 60 * 1000

function conclude(scope: Scope, service: ServiceRecord): void {
  const tasks = tasksOf(scope, service)
  if (service.status === 'DRAINING') {
    if (tasks.length === 0) service.status = 'INACTIVE'
    return
  }
  const primary = primaryOf(service)
  const record = recordOf(service)
  const isCurrent = ({ startedBy }: TaskRecord) => startedBy === primary.id
  const settled =
    tasks.filter((task) => isCurrent(task) && isHealthy(scope, service, task)).length ===
      service.desiredCount &&
    tasks.every((task) =>
      isCurrent(task) && task.desiredStatus === 'RUNNING'
        ? true
        : task.lastStatus === 'DEPROVISIONING',
    ) &&
    (primary.strategy === 'ROLLING' || !record || allowedMoves(service).stopOld)
  if (!settled || primary.rolloutState === 'FAILED') return
  if (primary.rolloutState === 'IN_PROGRESS') {
    completeDeployment(scope, service, primary)
    addEvent(scope, service, say.completed(primary))
  }
  const now = scope.clock.now()
  if (service.steadySince && now.getTime() - service.steadySince.getTime() < steadyEvery) return
  service.steadySince = now
  addEvent(scope, service, say.steady)
}

function reportNoInstances(scope: Scope, service: ServiceRecord): void {
  if (service.status === 'DRAINING') service.status = 'INACTIVE'
  const primary = primaryOf(service)
  if (service.desiredCount === 0 || primary.saidBlocked) return
  primary.saidBlocked = true
  addEvent(scope, service, say.noInstances)
}
