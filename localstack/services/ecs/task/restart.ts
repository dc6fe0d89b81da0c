import type { EngineScope } from '../../service.ts'
import { taskDefinitionOf } from '../task-definition/task-definition.ts'
import type { Agent } from './agent.ts'
import { bindInterface } from './namespace.ts'
import { followOutput } from './output.ts'
import type { Task, TaskContainer } from './task.ts'

/** ECS restarts a container only when it has run so long, in seconds. */
const defaultPeriod = 300

/** Whether a container that has exited is started again: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-restart-policy.html */
export function mayRestart(
  scope: EngineScope,
  task: Task,
  { name, startedAt }: TaskContainer,
  exitCode: number,
): boolean {
  const { restartPolicy } = definitionOf(scope, task, name)
  if (!restartPolicy?.enabled || task.desiredStatus === 'STOPPED' || !startedAt) return false
  const { ignoredExitCodes = [], restartAttemptPeriod = defaultPeriod } = restartPolicy
  const ran = scope.clock.now().getTime() - startedAt.getTime()
  return !ignoredExitCodes.includes(exitCode) && ran >= restartAttemptPeriod * 1000
}

/** Starts the same container again, with its files, and goes on with its log stream. */
export async function restart(
  agent: Agent,
  scope: EngineScope,
  task: Task,
  record: TaskContainer,
): Promise<void> {
  await agent.outputCopied(record.dockerId!)
  await scope.docker.containers.start(record.dockerId!)
  record.startedAt = scope.clock.now()
  record.restartCount = (record.restartCount ?? 0) + 1
  if (record.healthStatus) record.healthStatus = 'UNKNOWN'
  if (!task.pauseId) await bindInterface(agent, scope, task, record.dockerId!)
  followOutput(agent, scope, { task, container: definitionOf(scope, task, record.name), record })
}

const definitionOf = (scope: EngineScope, task: Task, container: string) =>
  taskDefinitionOf(scope, task.taskDefinitionArn).containerDefinitions.find(
    ({ name }) => name === container,
  )!
