import type { RouteTable as RouteTableRecord, Tag } from '@aws-sdk/client-ec2'
import { newId } from './id.ts'
import type { Network, Owner } from './state.ts'
import type { Vpc } from './vpc.ts'

export interface RouteTable extends RouteTableRecord {
  RouteTableId: string
  VpcId: string
  Tags: Tag[]
}

/** Makes a VPC's main route table, which routes inside the VPC only. */
export function createRouteTable(network: Network, owner: Owner, vpc: Vpc): RouteTable {
  const id = newId('rtb')
  const table: RouteTable = {
    RouteTableId: id,
    VpcId: vpc.VpcId,
    OwnerId: owner.account,
    Associations: [
      {
        Main: true,
        RouteTableAssociationId: newId('rtbassoc'),
        RouteTableId: id,
        AssociationState: { State: 'associated' },
      },
    ],
    PropagatingVgws: [],
    Routes: [
      {
        DestinationCidrBlock: vpc.CidrBlock,
        GatewayId: 'local',
        Origin: 'CreateRouteTable',
        State: 'active',
      },
    ],
    Tags: [],
  }
  network.routeTables.set(id, table)
  return table
}

/** The table that decides for subnets without one of their own. */
export const mainRouteTable = (network: Network, vpcId: string): RouteTable =>
  network.routeTables
    .values()
    .find(({ VpcId, Associations }) => VpcId === vpcId && Associations?.some(({ Main }) => Main))!
