import { bindAddress } from '../../ec2/network-interface.ts'
import type { Scope } from '../../operation.ts'
import type { Agent } from './agent.ts'
import { pauseImage } from './pause-image.ts'
import { type Task, taskId } from './task.ts'

/** What AWS calls the container that holds a task's network namespace. */
const pauseName = '~internal~ecs~pause'

/**
 * The network of a task's next container: one namespace per task, as `awsvpc` has it. A task of one
 * container has that container's own; several share that of a container that only waits.
 */
export async function namespaceOf(agent: Agent, scope: Scope, task: Task): Promise<string> {
  const { name } = await agent.network()
  if (task.containers.length === 1) return name
  task.pauseId ??= await startPause(agent, scope, task, name)
  return `container:${task.pauseId}`
}

async function startPause(
  agent: Agent,
  scope: Scope,
  task: Task,
  network: string,
): Promise<string> {
  const { containers } = scope.docker
  const cluster = task.clusterArn.split('/').at(-1)
  const id = await containers.create(`ls-ecs-${cluster}-${taskId(task)}-pause`, {
    Image: await pauseImage(scope.docker),
    Labels: agent.labelsOf(task, scope, pauseName),
    HostConfig: { NetworkMode: network },
  })
  await containers.start(id)
  await bindInterface(agent, scope, task, id)
  return id
}

/** Tells the load balancers where the task's private address really is. */
export async function bindInterface(
  agent: Agent,
  scope: Scope,
  task: Task,
  dockerId: string,
): Promise<void> {
  const { name } = await agent.network()
  const networks = (await scope.docker.containers.inspect(dockerId))?.NetworkSettings.Networks
  const address = networks?.[name]?.IPAddress
  if (address) bindAddress(scope, task.networkInterfaceId!, address)
}
