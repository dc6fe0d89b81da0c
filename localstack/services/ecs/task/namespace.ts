import { bindAddress, findNetworkInterface, findVpc } from '../../ec2/public.ts'
import type { EngineScope } from '../../service.ts'
import type { TaskRecord } from '../records.ts'
import type { Agent } from './agent.ts'
import { pauseSpec } from './container-spec.ts'
import { pauseArguments } from './pause/rules.ts'
import { pauseImage } from './pause-image.ts'
import { taskId } from './task-id.ts'

/** AWS's name of the container that holds a task's network namespace. */
const pauseName = '~internal~ecs~pause'

/**
 * Returns the network of a task's containers: one namespace per task, as with `awsvpc`. A pause container holds it, and
 * the process namespace of a task that shares one (`pidMode`).
 */
export async function namespaceOf(
  agent: Agent,
  scope: EngineScope,
  task: TaskRecord,
): Promise<string> {
  task.pauseId ??= await startPause(agent, scope, task)
  return `container:${task.pauseId}`
}

async function startPause(agent: Agent, scope: EngineScope, task: TaskRecord): Promise<string> {
  const { containers } = scope.docker
  const { name: network, endpoint } = await agent.network()
  const eni = findNetworkInterface(scope, task.networkInterfaceId!)!
  const addresses = {
    own: eni.PrivateIpAddress,
    vpc: findVpc(scope, eni.VpcId)!.CidrBlock,
    emulator: endpoint === undefined ? undefined : new URL(endpoint),
  }
  const cluster = task.clusterArn.split('/').at(-1)
  const spec = pauseSpec({
    image: await pauseImage(scope.docker),
    network,
    labels: agent.labelsOf(task, scope, pauseName),
    hostname: eni.PrivateDnsName,
    arguments: pauseArguments(addresses, eni.PrivateDnsName),
  })
  const id = await containers.create(`ls-ecs-${cluster}-${taskId(task)}-pause`, spec)
  await containers.start(id)
  const networks = (await containers.inspect(id))?.NetworkSettings.Networks
  const address = networks?.[network]?.IPAddress
  if (address) bindAddress(scope, task.networkInterfaceId!, address)
  return id
}
