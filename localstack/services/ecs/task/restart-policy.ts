import type { EngineScope } from '../../service.ts'
import type { ContainerRecord, TaskRecord } from '../records.ts'
import { requireTaskDefinition } from '../task-definition/task-definition.ts'

/** A container must have run for this many seconds to be restarted. */
const defaultPeriod = 300

/** Returns true if the restart policy starts an exited container again: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-restart-policy.html */
export function mayRestart(
  scope: EngineScope,
  task: TaskRecord,
  { name, startedAt }: ContainerRecord,
  exitCode: number,
): boolean {
  const { restartPolicy } = containerDefinitionOf(scope, task, name)
  if (!restartPolicy?.enabled || task.desiredStatus === 'STOPPED' || !startedAt) return false
  const { ignoredExitCodes = [], restartAttemptPeriod = defaultPeriod } = restartPolicy
  const ran = scope.clock.now().getTime() - startedAt.getTime()
  return !ignoredExitCodes.includes(exitCode) && ran >= restartAttemptPeriod * 1000
}

export const containerDefinitionOf = (scope: EngineScope, task: TaskRecord, container: string) =>
  requireTaskDefinition(scope, task.taskDefinitionArn).containerDefinitions.find(
    ({ name }) => name === container,
  )!
