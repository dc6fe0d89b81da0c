import type { EngineScope } from '../../service.ts'
import { taskDefinitionOf } from '../task-definition/task-definition.ts'
import type { Agent } from './agent.ts'
import { followOutput } from './output.ts'
import { removeAllOf } from './strays.ts'
import type { Task, TaskContainer } from './task.ts'

/** Takes up a task that an earlier process began; one that was half started is started from the beginning. */
export async function adopt(agent: Agent, scope: EngineScope, task: Task): Promise<void> {
  if (task.lastStatus === 'PENDING') return startOver(agent, task)
  await agent.watch()
  for (const container of task.containers) await takeUp(agent, scope, task, container)
}

/** Forgets the containers before it removes them, so that their end is not the task's. */
async function startOver(agent: Agent, task: Task): Promise<void> {
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
  task: Task,
  container: TaskContainer,
): Promise<void> {
  const { containerDefinitions } = taskDefinitionOf(scope, task.taskDefinitionArn)
  const definition = containerDefinitions.find(({ name }) => name === container.name)!
  if (container.dockerId && container.lastStatus === 'RUNNING')
    followOutput(agent, scope, { task, container: definition, record: container })
  await agent.examine(scope, task, container)
}
