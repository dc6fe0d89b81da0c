import type { Scope } from '../../operation.ts'
import { requestStop, type Task } from '../task/task.ts'
import { breakCircuit } from './circuit-breaker.ts'
import { completeDeployment } from './deployment.ts'
import { addEvent, say } from './events.ts'
import { noteFailures, noteHealthy } from './failures.ts'
import { failedCheck, isHealthy } from './health.ts'
import { nextMoves } from './rollout.ts'
import { primaryOf, type Service, tasksOf } from './service.ts'
import { createServiceTask } from './service-task.ts'
import { deregisterTargets, registerTargets } from './targets.ts'

/** Moves a service one step towards what is wished of it; nothing happens when it is there. */
export function reconcile(scope: Scope, service: Service): void {
  if (service.status === 'INACTIVE' || service.deployments.length === 0) return
  if (service.launchType === 'EC2') return reportNoInstances(scope, service)
  noteFailures(scope, service)
  registerTargets(scope, service, tasksOf(scope, service))
  noteHealthy(scope, service)
  const unhealthy = takeOutUnhealthy(scope, service)
  for (const deployment of service.deployments) breakCircuit(scope, service, deployment)
  move(scope, service, unhealthy)
  deregisterTargets(scope, service, tasksOf(scope, service))
  conclude(scope, service)
}

/** Tasks that fail their checks make room for others; ECS says why before it acts. */
function takeOutUnhealthy(scope: Scope, service: Service): Task[] {
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

function move(scope: Scope, service: Service, unhealthy: Task[]): void {
  const primary = primaryOf(service)
  const wanted = tasksOf(scope, service).filter(({ desiredStatus }) => desiredStatus === 'RUNNING')
  const current = wanted.filter(({ startedBy }) => startedBy === primary.id)
  const old = wanted.filter(({ startedBy }) => startedBy !== primary.id)
  const healthy = (tasks: Task[]) => tasks.filter((task) => isHealthy(scope, service, task))
  const counts = {
    desired: service.desiredCount,
    current: current.length,
    old: old.length,
    healthyCurrent: healthy(current).length,
    healthyOld: healthy(old).length,
  }
  const moves = nextMoves(counts, service.deploymentConfiguration)
  const failed = primary.rolloutState === 'FAILED'
  if (!failed) startTasks(scope, service, moves.start, unhealthy.length)
  if (unhealthy.length > 0) addEvent(scope, service, say.stopped(unhealthy))
  const stoppable = failed ? [] : leastHealthyFirst(scope, service, old).slice(0, moves.stopOld)
  const surplus = current.toReversed().slice(0, moves.stopCurrent)
  stopTasks(scope, service, [...stoppable, ...surplus])
  if (moves.blocked && !failed && !primary.saidBlocked) {
    primary.saidBlocked = true
    addEvent(scope, service, say.blocked)
  }
}

const leastHealthyFirst = (scope: Scope, service: Service, tasks: Task[]) =>
  tasks.toSorted(
    (a, b) => Number(isHealthy(scope, service, a)) - Number(isHealthy(scope, service, b)),
  )

function startTasks(scope: Scope, service: Service, count: number, unhealthy: number): void {
  const deployment = primaryOf(service)
  if (count === 0 || scope.clock.now() < deployment.notBefore) return
  const tasks = Array.from({ length: count }, () => createServiceTask(scope, service, deployment))
  service.steadySince = undefined
  addEvent(scope, service, say.started(tasks, Math.min(unhealthy, count)))
}

function stopTasks(scope: Scope, service: Service, tasks: Task[]): void {
  if (tasks.length === 0) return
  service.steadySince = undefined
  for (const task of tasks)
    requestStop(scope, task, {
      stopCode: 'ServiceSchedulerInitiated',
      reason: `Scaling activity initiated by (deployment ${primaryOf(service).id})`,
    })
  addEvent(scope, service, say.stopped(tasks))
}

/** ECS says again that all is well, but not more often. */
const steadyEvery = 6 * 60 * 60 * 1000

function conclude(scope: Scope, service: Service): void {
  const tasks = tasksOf(scope, service)
  if (service.status === 'DRAINING') {
    if (tasks.length === 0) service.status = 'INACTIVE'
    return
  }
  const primary = primaryOf(service)
  const isCurrent = ({ startedBy }: Task) => startedBy === primary.id
  const settled =
    tasks.filter((task) => isCurrent(task) && isHealthy(scope, service, task)).length ===
      service.desiredCount &&
    tasks.every((task) => task.desiredStatus === 'RUNNING' || task.lastStatus === 'DEPROVISIONING')
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

function reportNoInstances(scope: Scope, service: Service): void {
  if (service.status === 'DRAINING') service.status = 'INACTIVE'
  const primary = primaryOf(service)
  if (service.desiredCount === 0 || primary.saidBlocked) return
  primary.saidBlocked = true
  addEvent(scope, service, say.noInstances)
}
