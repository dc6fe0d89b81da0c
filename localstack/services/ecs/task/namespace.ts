import { bindAddress, findNetworkInterface, findVpc } from '../../ec2/public.ts'
import { aliasesFor } from '../connect/aliases.ts'
import type { EngineScope } from '../../service.ts'
import type { TaskRecord } from '../records.ts'
import type { Agent } from './agent.ts'
import { pauseSpec } from './container-spec.ts'
import { pauseArguments } from './pause/rules.ts'
import { programs } from './pause/programs.ts'
import { programImage } from './program-image.ts'
import { taskId } from './task-id.ts'

/** AWS's name of the container that holds a task's network namespace. */
const pauseName = '~internal~ecs~pause'

/** The namespace that a task's containers share, as with `awsvpc`. */
export interface Namespace {
  /** `container:<id>` of the pause container. */
  network: string
  /** Resolves when a container may start in it. One can be created before. */
  ready: Promise<void>
}

/**
 * Creates a task's pause container, which holds its network namespace, and the process namespace of a task that shares
 * one (`pidMode`). It starts while the other containers are created.
 */
export async function openNamespace(
  agent: Agent,
  scope: EngineScope,
  task: TaskRecord,
): Promise<Namespace> {
  const { containers } = scope.docker
  const { name: network, endpoint, namesPort } = await agent.network()
  const eni = findNetworkInterface(scope, task.networkInterfaceId!)!
  const addresses = {
    own: eni.PrivateIpAddress,
    vpc: findVpc(scope, eni.VpcId)!.CidrBlock,
    emulator: endpoint === undefined ? undefined : new URL(endpoint),
    namesPort,
  }
  task.connectAliases = aliasesFor(scope, task)
  const cluster = task.clusterArn.split('/').at(-1)
  const spec = pauseSpec({
    image: await programImage(scope.docker, { image: 'docker-cloud-pause:5', programs }),
    network,
    labels: agent.labelsOf(task, scope, pauseName),
    hostname: eni.PrivateDnsName,
    arguments: pauseArguments(addresses, eni.PrivateDnsName, hostsLines(task)),
  })
  const id = await containers.create(`ls-ecs-${cluster}-${taskId(task)}-pause`, spec)
  task.pauseId = id
  const start = async () => {
    await containers.start(id)
    const networks = (await containers.inspect(id))?.NetworkSettings.Networks
    const address = networks?.[network]?.IPAddress
    if (address) bindAddress(scope, task.networkInterfaceId!, address)
  }
  const ready = start()
  ready.catch(() => {})
  return { network: `container:${id}`, ready }
}

/** The lines of /etc/hosts with the names of Service Connect. */
const hostsLines = ({ connectAliases = [] }: TaskRecord) => [
  ...new Set(connectAliases.map(({ address, dnsName }) => `${address} ${dnsName}`)),
]
