import { findNetworkInterface, type NetworkInterface } from '../../ec2/network-interface.ts'
import { networkOf } from '../../ec2/state.ts'
import type { Scope } from '../../operation.ts'
import type { Task } from './task.ts'

/** Whether a task's network leads to a host, and the address that was dialled. */
export interface TaskRoute {
  reaches: boolean
  address: string
}

/**
 * How a task's network interface reaches what ECS needs for it: an AWS service by its endpoint's name (`ecr.api`,
 * `logs`, `secretsmanager`, `ssm`), or a host on the internet.
 */
export function routeFor(scope: Scope, task: Task, _host: string): TaskRoute {
  const from = findNetworkInterface(scope, task.networkInterfaceId ?? '')
  return { reaches: from !== undefined && leadsOut(scope, task, from), address: '198.51.100.10' }
}

/**
 * By its subnet's default route through an internet gateway, for which the task must have a public address, or through
 * anything else. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html
 */
function leadsOut(scope: Scope, { network }: Task, { VpcId, SubnetId }: NetworkInterface): boolean {
  const tables = [...networkOf(scope).routeTables.values()].filter((table) => table.VpcId === VpcId)
  const table =
    tables.find(({ Associations = [] }) =>
      Associations.some((association) => association.SubnetId === SubnetId),
    ) ?? tables.find(({ Associations = [] }) => Associations.some(({ Main }) => Main))
  const route = table?.Routes?.find(
    ({ DestinationCidrBlock }) => DestinationCidrBlock === '0.0.0.0/0',
  )
  if (!route) return false
  return !route.GatewayId?.startsWith('igw-') || network.assignPublicIp === 'ENABLED'
}
