import { ecsState } from '../state.ts'
import { taskDefinitionOf } from '../task-definition/task-definition.ts'
import type { Agent } from './agent.ts'
import { logDestination, pumpLogs } from './awslogs.ts'
import type { Task, TaskContainer } from './task.ts'

/** After a restart: takes running containers of known tasks up again and removes what nobody knows. */
export async function adopt(agent: Agent): Promise<void> {
  const { store, docker, settings } = agent.emulator
  if (!settings.persistence) return
  const known = new Map<string, { task: Task; container: TaskContainer }>()
  const scopes = new Map<Task, ReturnType<Agent['emulator']['scope']>>()
  for (const { account, region, state } of store.all(ecsState))
    for (const task of state.tasks.values()) {
      if (task.lastStatus === 'STOPPED') continue
      scopes.set(task, agent.emulator.scope(account, region))
      for (const container of task.containers)
        if (container.dockerId) known.set(container.dockerId, { task, container })
    }
  const present = await docker.containers.list(agent.ownLabels)
  await Promise.all(
    present.filter(({ Id }) => !known.has(Id)).map(({ Id }) => docker.containers.remove(Id)),
  )
  if (known.size === 0) return
  await agent.watch()
  for (const { task, container } of known.values()) {
    const scope = scopes.get(task)!
    if (task.lastStatus === 'PENDING') {
      await docker.containers.remove(container.dockerId!)
      delete container.dockerId
      container.lastStatus = 'PENDING'
      continue
    }
    const definition = taskDefinitionOf(scope, task.taskDefinitionArn)
    const destination = logDestination(
      definition.containerDefinitions.find(({ name }) => name === container.name)!,
      task,
    )
    const { dockerId } = container
    if (destination && container.lastStatus === 'RUNNING') {
      const logScope = agent.emulator.scope(scope.account, destination.region)
      agent.copyOutput(dockerId!, pumpLogs(logScope, destination, container))
    }
    await agent.examine(scope, task, container)
  }
}
