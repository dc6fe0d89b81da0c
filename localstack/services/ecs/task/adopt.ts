import type { EngineScope } from '../../service.ts'
import type { ContainerRecord, TaskRecord } from '../records.ts'
import { taskDefinitionOf } from '../task-definition/task-definition.ts'
import type { Agent } from './agent.ts'
import { followOutput } from './output.ts'
import { removeAllOf } from './strays.ts'

/** Takes up a task that an earlier process began; one that was half started is started from the beginning. */
export async function adopt(agent: Agent, scope: EngineScope, task: TaskRecord): Promise<void> {
  if (task.lastStatus === 'PENDING') return startOver(agent, task)
  await agent.watch()
  for (const container of task.containers) await takeUp(agent, scope, task, container)
}

/** Forgets the containers before it removes them, so that their end is not the task's. */
async function startOver(agent: Agent, task: TaskRecord): Promise<void> {
  for (const container of task.containers) {
    delete container.dockerId
    delete container.exitCode
    delete container.reason
    container.lastStatus = 'PENDING'
  }
  delete task.pauseId
  await removeAllOf(agent, task)
}

async function takeUp(
  agent: Agent,
  scope: EngineScope,
  task: TaskRecord,
  container: ContainerRecord,
): Promise<void> {
  const { containerDefinitions } = taskDefinitionOf(scope, task.taskDefinitionArn)
  const definition = containerDefinitions.find(({ name }) => name === container.name)!
  if (container.dockerId && container.lastStatus === 'RUNNING')
    followOutput(agent, scope, { task, container: definition, record: container })
  await agent.examine(scope, task, container)
}
