import type { EngineScope } from '../../service.ts'
import { findTargetGroup, healthOf } from '../../elbv2/public.ts'
import type { TaskRecord } from '../records.ts'
import { requireTaskDefinition } from '../task-definition/task-definition.ts'
import type { Agent } from './agent.ts'
import { defaultStopTimeout } from './container-spec.ts'
import { deprovision } from './provision.ts'
import { startLevels } from './start-order.ts'
import { removeAllOf } from './strays.ts'
import { setStatus } from './task.ts'

/** Returns true if the load balancers have drained a task. A task without a running container needs no drain. */
export function isDrained(scope: EngineScope, { targets, containers }: TaskRecord): boolean {
  if (containers.every(({ lastStatus }) => lastStatus !== 'RUNNING')) return true
  return targets.every(({ targetGroupArn, Id, Port }) => {
    const group = findTargetGroup(scope, targetGroupArn)
    return !group || healthOf(scope, group, { Id, Port }).State === 'unused'
  })
}

/** Stops the containers: stop signal, stop timeout, SIGKILL. A container stops before those that it depends on. */
export async function stopContainers(
  agent: Agent,
  scope: EngineScope,
  task: TaskRecord,
): Promise<void> {
  setStatus(task, 'STOPPING')
  const definition = requireTaskDefinition(scope, task.taskDefinitionArn)
  for (const level of startLevels(definition.containerDefinitions).toReversed())
    await Promise.all(
      level.map(async ({ name, stopTimeout = defaultStopTimeout }) => {
        const container = task.containers.find((record) => record.name === name)!
        if (!container.dockerId) return
        await scope.docker.containers.stop(container.dockerId, stopTimeout)
        await agent.examine(scope, task, container)
      }),
    )
  task.executionStoppedAt = scope.clock.now()
  setStatus(task, 'DEPROVISIONING')
}

/** Removes a task's containers, volumes and network interface. */
export async function cleanUp(agent: Agent, scope: EngineScope, task: TaskRecord): Promise<void> {
  for (const container of task.containers.toReversed()) {
    if (container.dockerId) {
      await agent.examine(scope, task, container)
      if (container.lastStatus === 'STOPPED') await agent.outputCopied(container.dockerId)
    }
    container.lastStatus = 'STOPPED'
  }
  await removeAllOf(agent, task)
  deprovision(scope, task)
  task.stoppedAt = scope.clock.now()
  setStatus(task, 'STOPPED')
}
