import { bindAddress } from '../../ec2/public.ts'
import type { EngineScope } from '../../service.ts'
import type { TaskRecord } from '../records.ts'
import { requireTaskDefinition } from '../task-definition/task-definition.ts'
import type { Agent } from './agent.ts'
import { pauseSpec } from './container-spec.ts'
import { pauseImage } from './pause-image.ts'
import { rolesOf } from './roles.ts'
import { taskId } from './task-id.ts'

/** AWS's name of the container that holds a task's network namespace. */
const pauseName = '~internal~ecs~pause'

/**
 * Returns the network of a task's containers: one namespace per task, as with `awsvpc`. A task of one container without
 * a task role uses that container's own. Otherwise a pause container holds it, and forwards to the task endpoint. It
 * also holds the process namespace of a task that shares one (`pidMode`).
 */
export async function namespaceOf(
  agent: Agent,
  scope: EngineScope,
  task: TaskRecord,
): Promise<string> {
  const { name } = await agent.network()
  const definition = requireTaskDefinition(scope, task.taskDefinitionArn)
  const { taskRoleArn } = rolesOf(task.overrides, definition)
  if (task.containers.length === 1 && !taskRoleArn && definition.pidMode !== 'task') return name
  task.pauseId ??= await startPause(agent, scope, task, name)
  return `container:${task.pauseId}`
}

async function startPause(
  agent: Agent,
  scope: EngineScope,
  task: TaskRecord,
  network: string,
): Promise<string> {
  const { containers } = scope.docker
  const { endpoint } = await agent.network()
  const cluster = task.clusterArn.split('/').at(-1)
  const spec = pauseSpec({
    image: await pauseImage(scope.docker),
    network,
    labels: agent.labelsOf(task, scope, pauseName),
    target: endpoint && hexadecimal(new URL(endpoint)),
  })
  const id = await containers.create(`ls-ecs-${cluster}-${taskId(task)}-pause`, spec)
  await containers.start(id)
  await bindInterface(agent, scope, task, id)
  return id
}

/** An IPv4 address and port as the pause program reads them: `172.17.0.1:4566` is `ac11000111d6`. */
function hexadecimal({ hostname, port }: URL): string {
  const bytes = Buffer.from([...hostname.split('.').map(Number), Number(port) >> 8, Number(port)])
  return bytes.toString('hex')
}

/** Maps the task's private address to a container's address, for load balancers. */
export async function bindInterface(
  agent: Agent,
  scope: EngineScope,
  task: TaskRecord,
  dockerId: string,
): Promise<void> {
  const { name } = await agent.network()
  const networks = (await scope.docker.containers.inspect(dockerId))?.NetworkSettings.Networks
  const address = networks?.[name]?.IPAddress
  if (address) bindAddress(scope, task.networkInterfaceId!, address)
}
