import { hasPassed } from '../../../kernel/clock.ts'
import type { Scope } from '../../../kernel/scope.ts'
import type { ServiceRecord, TaskRecord } from '../records.ts'
import { requestStop } from '../task/task.ts'
import { addAwsStep, addDrain, addWait } from './aws-time.ts'
import { allowedMoves } from './blue-green.ts'
import { addEvent, say } from './events.ts'
import { longestBackOff } from './failures.ts'
import { isHealthy, unchecked } from './health.ts'
import { isProtected } from './protection.ts'
import { balancersOf } from './revision.ts'
import { type Moves, nextMoves } from './rollout.ts'
import { primaryOf, tasksOf } from './service.ts'
import { createServiceTask } from './service-task.ts'

/** How many tasks of a service start at the same time. AWS has a rate instead, of 500 a minute: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html */
const mostStarting = 50

/** Starts and stops the tasks that the deployment lets it now; `unhealthy` are those just taken out. */
export function move(scope: Scope, service: ServiceRecord, unhealthy: TaskRecord[]): void {
  const primary = primaryOf(service)
  const wanted = tasksOf(scope, service).filter(({ desiredStatus }) => desiredStatus === 'RUNNING')
  const current = wanted.filter(({ startedBy }) => startedBy === primary.id)
  const old = wanted.filter(({ startedBy }) => startedBy !== primary.id)
  const moves = movesOf(scope, service, { current, old })
  const failed = primary.rolloutState === 'FAILED'
  const starting = wanted.filter(({ startedAt }) => startedAt === undefined).length
  const count = Math.max(0, Math.min(moves.start, mostStarting - starting))
  if (!failed) startTasks(scope, service, count, unhealthy.length)
  if (unhealthy.length > 0) addEvent(scope, service, say.stopped(unhealthy))
  const stray = failed ? [] : straysAmong(service, old)
  const stoppable = failed ? [] : inOrderOfStopping(scope, service, old).slice(0, moves.stopOld)
  const surplus = inOrderOfStopping(scope, service, current.toReversed())
  stopTasks(scope, service, [
    ...new Set([...stray, ...stoppable, ...surplus.slice(0, moves.stopCurrent)]),
  ])
  if (moves.blocked && !failed && !primary.saidBlocked) {
    primary.saidBlocked = true
    addEvent(scope, service, say.blocked)
  }
}

interface Groups {
  current: TaskRecord[]
  old: TaskRecord[]
}

function movesOf(scope: Scope, service: ServiceRecord, { current, old }: Groups): Moves {
  const healthy = (tasks: TaskRecord[]) =>
    tasks.filter((task) => isHealthy(scope, service, task)).length
  const { desiredCount: desired, deploymentConfiguration } = service
  const primary = primaryOf(service)
  if (primary.strategy === 'BLUE_GREEN' && primary.rolloutState === 'IN_PROGRESS') {
    const allowed = allowedMoves(service)
    return {
      start: allowed.start ? Math.max(0, desired - current.length) : 0,
      stopOld: allowed.stopOld ? old.length : 0,
      stopCurrent: Math.max(0, current.length - desired),
      blocked: false,
    }
  }
  return nextMoves(
    {
      desired,
      current: current.length,
      old: old.length,
      healthyCurrent: healthy(current),
      healthyOld: healthy(old),
    },
    deploymentConfiguration,
  )
}

/** Blue/green knows two revisions; what an abandoned third one has started goes at once. */
function straysAmong(service: ServiceRecord, old: TaskRecord[]): TaskRecord[] {
  if (primaryOf(service).strategy !== 'BLUE_GREEN') return []
  const good = service.lastCompleted?.id
  return old.filter(({ startedBy }) => startedBy !== good)
}

/** Those that are of no use first; protected ones not at all. */
const inOrderOfStopping = (scope: Scope, service: ServiceRecord, tasks: TaskRecord[]) =>
  tasks
    .filter((task) => !isProtected(scope, task))
    .toSorted((a, b) => Number(isHealthy(scope, service, a)) - Number(isHealthy(scope, service, b)))

function startTasks(scope: Scope, service: ServiceRecord, count: number, unhealthy: number): void {
  const deployment = primaryOf(service)
  const longestPause = longestBackOff / scope.clock.rate
  if (count === 0 || !hasPassed(scope.clock, deployment.notBefore, longestPause)) return
  const tasks = Array.from({ length: count }, () => createServiceTask(scope, service, deployment))
  service.steadySince = undefined
  addAwsStep(deployment, 'start')
  if (balancersOf(service, tasks[0]!).length > 0) addAwsStep(deployment, 'healthy')
  else addWait(scope, deployment, unchecked)
  addEvent(scope, service, say.started(tasks, Math.min(unhealthy, count)))
}

function stopTasks(scope: Scope, service: ServiceRecord, tasks: TaskRecord[]): void {
  if (tasks.length === 0) return
  const deployment = primaryOf(service)
  service.steadySince = undefined
  addAwsStep(deployment, 'deregister')
  addDrain(scope, deployment, tasks)
  for (const task of tasks)
    requestStop(scope, task, {
      stopCode: 'ServiceSchedulerInitiated',
      reason: `Scaling activity initiated by (deployment ${deployment.id})`,
    })
  const running = tasks.filter(({ lastStatus }) => lastStatus === 'RUNNING')
  if (running.length > 0) addEvent(scope, service, say.stopped(running))
}
