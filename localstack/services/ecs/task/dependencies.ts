import type { ContainerDependency } from '@aws-sdk/client-ecs'
import type { Scope } from '../../../kernel/scope.ts'
import type { ContainerDefinitionRecord, ContainerRecord, TaskRecord } from '../records.ts'
import type { Agent } from './agent.ts'

/** A container cannot start, because another one did not reach the condition that it depends on. */
export class UnmetDependency extends Error {}

export interface Waiting {
  scope: Scope
  task: TaskRecord
  container: ContainerDefinitionRecord
  containers: ContainerDefinitionRecord[]
}

/**
 * Waits until a container may start. Returns false if its task is stopped before that. A dependency that fails or takes
 * longer than its own `startTimeout` is an {@link UnmetDependency}.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html
 */
export async function dependenciesMet(agent: Agent, waiting: Waiting): Promise<boolean> {
  const { task, container } = waiting
  const { dependsOn = [], volumesFrom = [] } = container
  for (;;) {
    if (agent.closed.aborted) return untilStartedOver()
    if (task.desiredStatus === 'STOPPED') return false
    const met = dependsOn.map((dependency) => isMet(waiting, dependency))
    const created = volumesFrom.map(
      ({ sourceContainer = '' }) => recordOf(task, sourceContainer).dockerId,
    )
    if (met.every(Boolean) && created.every(Boolean)) return true
    await somethingHappens(agent)
  }
}

/** The emulator has stopped. The next one on the same data starts the task again. */
const untilStartedOver = () => new Promise<never>(() => {})

/** Docker has no event for a request to stop or a timeout. Hence the clock. */
async function somethingHappens(agent: Agent): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const cancel = agent.emulator.clock.race(250, resolve)
  await Promise.race([agent.changed, promise])
  cancel()
}

function isMet(waiting: Waiting, { containerName = '', condition }: ContainerDependency): boolean {
  const { lastStatus, healthStatus, exitCode } = recordOf(waiting.task, containerName)
  if (condition === 'START' && lastStatus !== 'PENDING') return true
  if (lastStatus !== 'STOPPED') {
    if (isLate(waiting, containerName)) throw unmet(waiting, containerName, 'has timed out.')
    return condition === 'HEALTHY' && healthStatus === 'HEALTHY'
  }
  if (condition === 'COMPLETE' || (condition === 'SUCCESS' && exitCode === 0)) return true
  throw unmet(
    waiting,
    containerName,
    condition === 'SUCCESS'
      ? 'as dependency did not exit successfully.'
      : 'as dependency did not become healthy.',
  )
}

/** The start timeout is that of the dependency, and counts from the dependency's start. */
function isLate({ scope, task, containers }: Waiting, dependency: string): boolean {
  const startTimeout = containers.find(({ name }) => name === dependency)?.startTimeout
  const { startedAt } = recordOf(task, dependency)
  if (!startTimeout || !startedAt) return false
  return scope.clock.now().getTime() - startedAt.getTime() > startTimeout * 1000
}

/** https://github.com/aws/amazon-ecs-agent/blob/master/agent/engine/dependencygraph/graph.go has this text. */
function unmet({ task, container }: Waiting, dependency: string, why: string): UnmetDependency {
  const { lastStatus, exitCode, image } = recordOf(task, dependency)
  const exit = exitCode === undefined ? '' : ` - Exit: ${exitCode}`
  const state = lastStatus === 'PENDING' ? 'NONE' : lastStatus
  const failed = why.startsWith('has') ? '' : 'failed to resolve '
  return new UnmetDependency(
    `CannotStartContainerError: dependency graph: ${failed}container ordering dependency [${dependency}(${image}) (${state}->RUNNING)${exit}] for target [${container.name}(${container.image}) (NONE->RUNNING)] ${why}`,
  )
}

const recordOf = (task: TaskRecord, name: string): ContainerRecord =>
  task.containers.find((container) => container.name === name)!
