import type { Scope } from '../../../kernel/scope.ts'
import type { DeploymentRecord, ServiceRecord, TaskRecord } from '../records.ts'
import { addWait } from './aws-time.ts'
import { addEvent, say } from './events.ts'
import { isHealthy } from './health.ts'
import { tasksOf } from './service.ts'

const second = 1000
const minute = 60 * second

export const longestBackOff = 15 * minute

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-throttle-logic.html: tasks that never ran are retried ever more slowly. */
const backOff = (startFailures: number) =>
  Math.min(longestBackOff, 10 * second * 2 ** Math.max(0, startFailures - 1))

/** So many in a row and ECS calls the service unable to start tasks. */
const consistently = 3

/** Counts the tasks that have ended before they were of use. */
export function noteFailures(scope: Scope, service: ServiceRecord): void {
  for (const task of tasksOf(scope, service)) {
    const deployment = service.deployments.find(({ id }) => id === task.startedBy)
    if (!deployment || task.failureNoted || !hasFailed(task)) continue
    task.failureNoted = true
    service.steadySince = undefined
    if (task.stopCode === 'TaskFailedToStart')
      addEvent(scope, service, say.unableToPlace(task.stoppedReason ?? ''))
    if (!task.healthySince) noteFailure(scope, service, deployment, task)
  }
}

const hasFailed = ({ stopCode }: TaskRecord) =>
  stopCode === 'TaskFailedToStart' || stopCode === 'EssentialContainerExited'

function noteFailure(
  scope: Scope,
  service: ServiceRecord,
  deployment: DeploymentRecord,
  task: TaskRecord,
): void {
  if (deployment.rolloutState === 'IN_PROGRESS') deployment.failedTasks += 1
  deployment.startFailures = task.startedAt ? 0 : deployment.startFailures + 1
  const pause = backOff(deployment.startFailures)
  addWait(scope, deployment, pause)
  deployment.notBefore = new Date(scope.clock.now().getTime() + pause / scope.clock.rate)
  deployment.updatedAt = scope.clock.now()
  if (deployment.startFailures === consistently) addEvent(scope, service, say.unableToStart)
}

/** Notes tasks that have become healthy, which clears the failures before them. */
export function noteHealthy(scope: Scope, service: ServiceRecord): void {
  const { resetOnHealthyTask = true } = service.deploymentConfiguration.deploymentCircuitBreaker
  for (const task of tasksOf(scope, service)) {
    if (task.healthySince || !isHealthy(scope, service, task)) continue
    task.healthySince = scope.clock.now()
    const deployment = service.deployments.find(({ id }) => id === task.startedBy)
    if (!deployment || deployment.rolloutState !== 'IN_PROGRESS') continue
    deployment.startFailures = 0
    if (resetOnHealthyTask) deployment.failedTasks = 0
  }
}
