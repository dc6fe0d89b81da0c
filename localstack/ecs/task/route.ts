import { findNetworkInterface } from '../../ec2/network-interface.ts'
import { networkOf } from '../../ec2/state.ts'
import type { Scope } from '../../operation.ts'
import type { Task } from './task.ts'

/** An AWS service by its endpoint's name, or a host on the internet. */
export type Host =
  'ecr.api' | 'ecr.dkr' | 'logs' | 'secretsmanager' | 'ssm' | 'registry-1.docker.io'

/**
 * Whether a task's network leads to what ECS needs for it: its subnet's default route through an internet
 * gateway, for which the task must have a public address, or through anything else.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html
 */
export function canReach(scope: Scope, task: Task, _host: Host): boolean {
  const { routeTables } = networkOf(scope)
  const eni = findNetworkInterface(scope, task.networkInterfaceId ?? '')
  if (!eni) return false
  const tables = [...routeTables.values()].filter(({ VpcId }) => VpcId === eni.VpcId)
  const table =
    tables.find(({ Associations = [] }) =>
      Associations.some(({ SubnetId }) => SubnetId === eni.SubnetId),
    ) ?? tables.find(({ Associations = [] }) => Associations.some(({ Main }) => Main))
  const route = table?.Routes?.find(
    ({ DestinationCidrBlock }) => DestinationCidrBlock === '0.0.0.0/0',
  )
  if (!route) return false
  return !route.GatewayId?.startsWith('igw-') || task.network.assignPublicIp === 'ENABLED'
}
