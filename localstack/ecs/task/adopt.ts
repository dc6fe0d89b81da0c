import type { Scope } from '../../operation.ts'
import { ecsState } from '../state.ts'
import { taskDefinitionOf } from '../task-definition/task-definition.ts'
import type { Agent } from './agent.ts'
import { followOutput } from './awslogs.ts'
import type { Task, TaskContainer } from './task.ts'

interface Known {
  scope: Scope
  task: Task
  container: TaskContainer
}

/** The containers of this emulator's tasks, by the engine's id. */
function knownContainers({ emulator }: Agent): Map<string, Known> {
  const known = new Map<string, Known>()
  for (const { account, region, state } of emulator.store.all(ecsState)) {
    const scope = emulator.scope(account, region)
    for (const task of state.tasks.values())
      for (const container of task.containers)
        if (container.dockerId && task.lastStatus !== 'STOPPED')
          known.set(container.dockerId, { scope, task, container })
  }
  return known
}

/** Removes this emulator's containers of which it knows no task. */
export async function removeUnknown(agent: Agent): Promise<void> {
  const known = knownContainers(agent)
  const pauses = new Set(known.values().map(({ task }) => task.pauseId))
  const { containers } = agent.emulator.docker
  const present = await containers.list(agent.ownLabels)
  const unknown = present.filter(({ Id }) => !known.has(Id) && !pauses.has(Id))
  await Promise.all(unknown.map(({ Id }) => containers.remove(Id)))
}

/** After a restart: takes running containers of known tasks up again and removes what nobody knows. */
export async function adopt(agent: Agent): Promise<void> {
  await removeUnknown(agent)
  const known = knownContainers(agent)
  if (known.size === 0) return
  await agent.watch()
  for (const each of known.values())
    if (each.task.lastStatus === 'PENDING') await startOver(each)
    else await takeUp(agent, each)
}

/** What was half started is started again from the beginning. */
async function startOver({ scope, task, container }: Known): Promise<void> {
  if (task.pauseId) await scope.docker.containers.remove(task.pauseId)
  delete task.pauseId
  await scope.docker.containers.remove(container.dockerId!)
  delete container.dockerId
  container.lastStatus = 'PENDING'
}

async function takeUp(agent: Agent, { scope, task, container }: Known): Promise<void> {
  const { containerDefinitions } = taskDefinitionOf(scope, task.taskDefinitionArn)
  const definition = containerDefinitions.find(({ name }) => name === container.name)!
  if (container.lastStatus === 'RUNNING')
    followOutput(agent, scope, { task, container: definition, record: container })
  await agent.examine(scope, task, container)
}
