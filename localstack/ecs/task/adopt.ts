import type { Scope } from '../../operation.ts'
import { ecsState } from '../state.ts'
import { taskDefinitionOf } from '../task-definition/task-definition.ts'
import type { Agent } from './agent.ts'
import { followOutput } from './output.ts'
import type { Task, TaskContainer } from './task.ts'

interface Known {
  scope: Scope
  task: Task
}

/** The tasks of this emulator that have not ended. */
function livingTasks({ emulator }: Agent): Known[] {
  const living: Known[] = []
  for (const { account, region, state } of emulator.store.all(ecsState)) {
    const scope = emulator.scope(account, region)
    for (const task of state.tasks.values())
      if (task.lastStatus !== 'STOPPED') living.push({ scope, task })
  }
  return living
}

/** Removes this emulator's containers of which it knows no task. */
export async function removeUnknown(agent: Agent): Promise<void> {
  const known = new Set(
    livingTasks(agent).flatMap(({ task }) => [
      task.pauseId,
      ...task.containers.map(({ dockerId }) => dockerId),
    ]),
  )
  const { containers } = agent.emulator.docker
  const present = await containers.list(agent.ownLabels)
  const unknown = present.filter(({ Id }) => !known.has(Id))
  await Promise.all(unknown.map(({ Id }) => containers.remove(Id)))
}

/** After a restart: takes running containers of known tasks up again and removes what nobody knows. */
export async function adopt(agent: Agent): Promise<void> {
  await removeUnknown(agent)
  const living = livingTasks(agent)
  if (living.length === 0) return
  await agent.watch()
  for (const { scope, task } of living)
    if (task.lastStatus === 'PENDING') await startOver(scope, task)
    else for (const container of task.containers) await takeUp(agent, scope, task, container)
}

/** What was half started is started again from the beginning. */
async function startOver(scope: Scope, task: Task): Promise<void> {
  const started = [...task.containers.map(({ dockerId }) => dockerId), task.pauseId]
  for (const container of task.containers) {
    delete container.dockerId
    delete container.exitCode
    delete container.reason
    container.lastStatus = 'PENDING'
  }
  delete task.pauseId
  task.dockerVolumes = []
  for (const id of started) if (id) await scope.docker.containers.remove(id)
}

async function takeUp(
  agent: Agent,
  scope: Scope,
  task: Task,
  container: TaskContainer,
): Promise<void> {
  const { containerDefinitions } = taskDefinitionOf(scope, task.taskDefinitionArn)
  const definition = containerDefinitions.find(({ name }) => name === container.name)!
  if (container.dockerId && container.lastStatus === 'RUNNING')
    followOutput(agent, scope, { task, container: definition, record: container })
  await agent.examine(scope, task, container)
}
