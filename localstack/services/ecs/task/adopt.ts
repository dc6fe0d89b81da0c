import type { EngineScope } from '../../service.ts'
import type { ContainerRecord, TaskRecord } from '../records.ts'
import { requireTaskDefinition } from '../task-definition/task-definition.ts'
import type { Agent } from './agent.ts'
import { label } from './labels.ts'
import { noteExit } from './observe.ts'
import { followOutput } from './output.ts'
import { removeAllOf } from './strays.ts'

/** Continues a task of an earlier process. A task that was not fully started is started again. */
export async function adopt(agent: Agent, scope: EngineScope, task: TaskRecord): Promise<void> {
  if (task.lastStatus === 'PENDING') return startOver(agent, task)
  await agent.watch()
  await agent.network()
  await forgetForeign(agent, scope, task)
  for (const container of task.containers) await resume(agent, scope, task, container)
}

/** In a state that was loaded, the containers are those of the emulator that saved it. */
async function forgetForeign(agent: Agent, scope: EngineScope, task: TaskRecord): Promise<void> {
  const labels = { ...agent.ownLabels, [label('task')]: task.taskArn }
  const found = await agent.emulator.docker.containers.list(labels)
  const own = new Set<string | undefined>(found.map(({ Id }) => Id))
  if (!own.has(task.pauseId)) delete task.pauseId
  for (const container of task.containers) {
    if (!container.dockerId || own.has(container.dockerId)) continue
    delete container.dockerId
    noteExit(scope, task, container, { exitCode: 137, outOfMemory: false })
  }
}

/** Forgets the containers before it removes them, so that their exit does not stop the task. */
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

async function resume(
  agent: Agent,
  scope: EngineScope,
  task: TaskRecord,
  container: ContainerRecord,
): Promise<void> {
  const { containerDefinitions } = requireTaskDefinition(scope, task.taskDefinitionArn)
  const definition = containerDefinitions.find(({ name }) => name === container.name)!
  if (container.dockerId && container.lastStatus === 'RUNNING')
    followOutput(agent, scope, { task, container: definition, record: container })
  await agent.examine(scope, task, container)
}
