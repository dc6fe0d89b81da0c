import type { Scope } from '../../../kernel/scope.ts'
import type { ContainerRecord, TaskRecord } from '../records.ts'
import { requestStop } from './task.ts'

/** Records the exit of a container. A task stops with its first essential container. */
export function noteExit(
  scope: Scope,
  task: TaskRecord,
  container: ContainerRecord,
  { exitCode, outOfMemory }: { exitCode: number; outOfMemory: boolean },
): void {
  if (container.lastStatus === 'STOPPED') return
  container.lastStatus = 'STOPPED'
  container.exitCode = exitCode
  if (outOfMemory) container.reason = 'OutOfMemoryError: Container killed due to memory usage'
  if (container.essential)
    requestStop(scope, task, {
      stopCode: 'EssentialContainerExited',
      reason: 'Essential container in task exited',
    })
}

/** Records the result of a container's health check, and the health of its task. */
export function noteHealth(
  task: TaskRecord,
  container: ContainerRecord,
  status: string | undefined,
): void {
  if (status !== 'healthy' && status !== 'unhealthy') return
  container.healthStatus = status === 'healthy' ? 'HEALTHY' : 'UNHEALTHY'
  task.healthStatus = taskHealth(task)
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/healthcheck.html: only essential containers count. */
function taskHealth({ containers }: TaskRecord): TaskRecord['healthStatus'] {
  const checked = containers
    .filter(({ essential, healthStatus }) => essential && healthStatus !== undefined)
    .map(({ healthStatus }) => healthStatus)
  if (checked.includes('UNHEALTHY')) return 'UNHEALTHY'
  return checked.length > 0 && checked.every((status) => status === 'HEALTHY')
    ? 'HEALTHY'
    : 'UNKNOWN'
}
