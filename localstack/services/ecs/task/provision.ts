import { randomUUID } from 'node:crypto'
import { arn } from '../../../kernel/arn.ts'
import { createNetworkInterface, deleteNetworkInterface } from '../../ec2/public.ts'
import type { Scope } from '../../../kernel/scope.ts'
import type { TaskRecord } from '../records.ts'
import { ecsOf } from '../state.ts'
import { setStatus } from './task.ts'

/** Creates a task's network interface: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html */
export function provision(scope: Scope, task: TaskRecord): void {
  const attachmentId = randomUUID()
  const eni = createNetworkInterface(scope, {
    subnetId: leastUsedSubnet(scope, task),
    groups: task.network.securityGroups ?? [],
    description: arn(scope, 'ecs', `attachment/${attachmentId}`),
    hasPublicAddress: task.network.assignPublicIp === 'ENABLED',
  })
  task.networkInterfaceId = eni.NetworkInterfaceId
  task.availabilityZone = eni.AvailabilityZone
  task.attachments = [
    {
      id: attachmentId,
      type: 'ElasticNetworkInterface',
      status: 'ATTACHED',
      details: [
        { name: 'subnetId', value: eni.SubnetId },
        { name: 'networkInterfaceId', value: eni.NetworkInterfaceId },
        { name: 'macAddress', value: eni.MacAddress },
        { name: 'privateDnsName', value: eni.PrivateDnsName },
        { name: 'privateIPv4Address', value: eni.PrivateIpAddress },
      ],
    },
  ]
  for (const container of task.containers)
    container.networkInterfaces = [{ attachmentId, privateIpv4Address: eni.PrivateIpAddress }]
  setStatus(task, 'PENDING')
}

export const privateAddress = ({ containers }: TaskRecord): string | undefined =>
  containers[0]?.networkInterfaces?.[0]?.privateIpv4Address

/** ECS distributes the tasks of a service over the zones. */
function leastUsedSubnet(scope: Scope, { group, network }: TaskRecord): string {
  const used = new Map<string | undefined, number>()
  for (const task of ecsOf(scope).tasks.values()) {
    if (task.group !== group || task.lastStatus === 'STOPPED') continue
    const subnet = task.attachments?.[0]?.details?.find(({ name }) => name === 'subnetId')?.value
    used.set(subnet, (used.get(subnet) ?? 0) + 1)
  }
  return network.subnets!.toSorted((a, b) => (used.get(a) ?? 0) - (used.get(b) ?? 0))[0]!
}

/** Deletes a task's network interface. */
export function deprovision(scope: Scope, task: TaskRecord): void {
  if (task.networkInterfaceId) deleteNetworkInterface(scope, task.networkInterfaceId)
  for (const attachment of task.attachments ?? []) attachment.status = 'DELETED'
}
