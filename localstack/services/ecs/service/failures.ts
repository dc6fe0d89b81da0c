import type { DeploymentRecord } from '../records.ts'
import { leftOut } from './aws-time.ts'
import { changeDeployment, changeTask, clearSteady, type Draft, emit, stopTask } from './draft.ts'
import { eventText } from './events.ts'
import { failedCheck, isHealthy } from './health.ts'
import { findDeployment } from './service-record.ts'
import type { TaskSnapshot } from './snapshot.ts'

const second = 1000
const minute = 60 * second

export const longestBackOff = 15 * minute

/** Waits longer after each task that did not reach RUNNING: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-throttle-logic.html */
const backOff = (startFailures: number) =>
  Math.min(longestBackOff, 10 * second * 2 ** Math.max(0, startFailures - 1))

/** After this many failures in a row, an event reports that tasks cannot be started. */
const consistently = 3

/** Counts tasks that ended before they were healthy. */
export function countFailures(draft: Draft): void {
  for (const task of draft.tasks) {
    const deployment = findDeployment(draft.service, task.startedBy)
    if (!deployment || task.failureNoted || !hasFailed(task)) continue
    changeTask(draft, task, { failureNoted: true })
    clearSteady(draft)
    if (task.stopCode === 'TaskFailedToStart')
      emit(draft, eventText.unableToPlace(task.stoppedReason ?? ''))
    if (!task.healthySince) countFailure(draft, deployment, task)
  }
}

const hasFailed = ({ stopCode }: TaskSnapshot) =>
  stopCode === 'TaskFailedToStart' || stopCode === 'EssentialContainerExited'

function countFailure(draft: Draft, deployment: DeploymentRecord, task: TaskSnapshot): void {
  const { now, rate } = draft.snapshot
  const startFailures = task.startedAt ? 0 : deployment.startFailures + 1
  const pause = backOff(startFailures)
  changeDeployment(draft, deployment, {
    failedTasks: deployment.failedTasks + (deployment.rolloutState === 'IN_PROGRESS' ? 1 : 0),
    startFailures,
    moreOnAws: deployment.moreOnAws + leftOut(draft.snapshot, pause),
    notBefore: new Date(now.getTime() + pause / rate),
    updatedAt: now,
  })
  if (startFailures === consistently) emit(draft, eventText.unableToStart)
}

/** Records which tasks have become healthy. That resets the failure count of their deployment. */
export function recordHealthy(draft: Draft): void {
  const { service, snapshot } = draft
  const { resetOnHealthyTask = true } = service.deploymentConfiguration.deploymentCircuitBreaker
  for (const task of draft.tasks) {
    if (task.healthySince || !isHealthy(service, snapshot, task)) continue
    changeTask(draft, task, { healthySince: snapshot.now })
    const deployment = findDeployment(service, task.startedBy)
    if (deployment?.rolloutState !== 'IN_PROGRESS') continue
    changeDeployment(draft, deployment, {
      startFailures: 0,
      ...(resetOnHealthyTask && { failedTasks: 0 }),
    })
  }
}

/** Stops the tasks that fail their health checks, and returns them. */
export function stopUnhealthy(draft: Draft): TaskSnapshot[] {
  const { service, snapshot, tasks } = draft
  return tasks.filter((task) => {
    const failed = failedCheck(service, snapshot, task)
    if (!failed) return false
    emit(draft, failed.event)
    stopTask(draft, task, failed.stoppedReason)
    const deployment = findDeployment(service, task.startedBy)
    if (deployment?.rolloutState === 'IN_PROGRESS')
      changeDeployment(draft, deployment, { failedTasks: deployment.failedTasks + 1 })
    return true
  })
}
