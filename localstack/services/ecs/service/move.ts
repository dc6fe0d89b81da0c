import { hasPassed } from '../../../kernel/deadline.ts'
import type { DeploymentRecord } from '../records.ts'
import { leftOut, longestDrain, onAws } from './aws-time.ts'
import { add, changeDeployment, clearSteady, type Draft, emit, stopTask } from './draft.ts'
import { eventText } from './events.ts'
import { longestBackOff } from './failures.ts'
import { isHealthy, unchecked } from './health.ts'
import { findDeployment, loadBalancersOf, primaryOf } from './service-record.ts'
import type { TaskSnapshot } from './snapshot.ts'
import { strategyOf } from './strategies.ts'

/** The most tasks of a service that start at the same time. AWS has a rate of 500 a minute instead: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html */
const mostStarting = 50

/** Starts and stops tasks as the deployment strategy allows. `unhealthy` are the tasks just stopped. */
export function move(draft: Draft, unhealthy: TaskSnapshot[]): void {
  const { service } = draft
  const primary = primaryOf(service)
  const strategy = strategyOf(service)
  const running = draft.tasks.filter(({ desiredStatus }) => desiredStatus === 'RUNNING')
  const current = running.filter(({ startedBy }) => startedBy === primary.id)
  const old = running.filter(({ startedBy }) => startedBy !== primary.id)
  const moves = strategy.moves(draft, { current, old })
  const hasFailed = primary.rolloutState === 'FAILED'
  if (!hasFailed) {
    const room = mostStarting - running.filter(({ startedAt }) => startedAt === undefined).length
    const count = Math.min(moves.start, room)
    startTasks(draft, primary, { count, unhealthy })
    const completed = findDeployment(service, service.lastCompleted?.id)
    if (completed)
      startTasks(draft, completed, { count: Math.min(moves.startOld, room - count), unhealthy })
  }
  if (unhealthy.length > 0) emit(draft, eventText.stopped(unhealthy))
  const strays = hasFailed ? [] : strategy.straysAmong(draft, old)
  const stoppable = hasFailed ? [] : inOrderOfStopping(draft, old).slice(0, moves.stopOld)
  const surplus = inOrderOfStopping(draft, current.toReversed()).slice(0, moves.stopCurrent)
  stopTasks(draft, [...new Set([...strays, ...stoppable, ...surplus])])
  if (moves.blocked && !hasFailed && !primary.saidBlocked) {
    changeDeployment(draft, primary, { saidBlocked: true })
    emit(draft, eventText.blocked)
  }
}

/** Tasks without scale-in protection. Those that are not healthy come first. */
const inOrderOfStopping = ({ service, snapshot }: Draft, tasks: TaskSnapshot[]) =>
  tasks
    .filter(({ isProtected }) => !isProtected)
    .toSorted(
      (a, b) => Number(isHealthy(service, snapshot, a)) - Number(isHealthy(service, snapshot, b)),
    )

function startTasks(
  draft: Draft,
  deployment: DeploymentRecord,
  { count, unhealthy }: { count: number; unhealthy: TaskSnapshot[] },
): void {
  const { service, snapshot } = draft
  const { now, rate } = snapshot
  if (count <= 0 || !hasPassed(deployment.notBefore, { now, longest: longestBackOff / rate }))
    return
  const own = unhealthy.filter(({ startedBy }) => startedBy === deployment.id).length
  const replaced = Math.min(own, count)
  add(draft, { type: 'startTasks', deploymentId: deployment.id, count, replaced })
  clearSteady(draft)
  const isBalanced = loadBalancersOf(service, { startedBy: deployment.id }).length > 0
  const untilHealthy = isBalanced ? onAws.healthy : leftOut(snapshot, unchecked)
  changeDeployment(draft, deployment, {
    moreOnAws: deployment.moreOnAws + onAws.start + untilHealthy,
  })
}

function stopTasks(draft: Draft, tasks: TaskSnapshot[]): void {
  if (tasks.length === 0) return
  const { service, snapshot } = draft
  const deployment = primaryOf(service)
  const drain = leftOut(snapshot, longestDrain(snapshot, tasks))
  clearSteady(draft)
  changeDeployment(draft, deployment, {
    moreOnAws: deployment.moreOnAws + onAws.deregister + drain,
  })
  for (const task of tasks)
    stopTask(draft, task, `Scaling activity initiated by (deployment ${deployment.id})`)
  const running = tasks.filter(({ lastStatus }) => lastStatus === 'RUNNING')
  if (running.length > 0) emit(draft, eventText.stopped(running))
}
