import type { Route as RouteRecord, RouteTable as RouteTableRecord, Tag } from '@aws-sdk/client-ec2'
import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { newId } from './id.ts'
import { type Network, networkOf, type Owner } from './state.ts'
import type { Subnet } from './subnet.ts'
import type { Vpc } from './vpc.ts'

export interface Association {
  Main: boolean
  RouteTableAssociationId: string
  RouteTableId: string
  SubnetId?: string
  AssociationState: { State: 'associated' }
}

export interface RouteTable extends RouteTableRecord {
  RouteTableId: string
  VpcId: string
  Associations: Association[]
  Routes: RouteRecord[]
  Tags: Tag[]
}

/** Makes a route table of a VPC; it routes inside the VPC only. */
export function createRouteTable(
  network: Network,
  owner: Owner,
  vpc: Vpc,
  { isMain = false, tags = [] }: { isMain?: boolean; tags?: Tag[] } = {},
): RouteTable {
  const table: RouteTable = {
    RouteTableId: newId('rtb'),
    VpcId: vpc.VpcId,
    OwnerId: owner.account,
    Associations: [],
    PropagatingVgws: [],
    Routes: [
      {
        DestinationCidrBlock: vpc.CidrBlock,
        GatewayId: 'local',
        Origin: 'CreateRouteTable',
        State: 'active',
      },
    ],
    Tags: tags,
  }
  if (isMain) associate(table)
  network.routeTables.set(table.RouteTableId, table)
  return table
}

/** Lets a table decide for a subnet, or as the main table for all that have none. */
export function associate(table: RouteTable, subnetId?: string): Association {
  const association: Association = {
    Main: subnetId === undefined,
    RouteTableAssociationId: newId('rtbassoc'),
    RouteTableId: table.RouteTableId,
    ...(subnetId && { SubnetId: subnetId }),
    AssociationState: { State: 'associated' },
  }
  table.Associations.push(association)
  return association
}

/** The table that decides for subnets without one of their own. */
export const mainRouteTable = (network: Network, vpcId: string): RouteTable =>
  network.routeTables
    .values()
    .find(({ VpcId, Associations }) => VpcId === vpcId && Associations.some(({ Main }) => Main))!

/** The table that decides for a subnet. */
export const routeTableOf = (network: Network, { SubnetId, VpcId }: Subnet): RouteTable =>
  network.routeTables
    .values()
    .find(({ Associations }) =>
      Associations.some((association) => association.SubnetId === SubnetId),
    ) ?? mainRouteTable(network, VpcId)

export const routeTableNotFound = (id: string) =>
  awsError('InvalidRouteTableID.NotFound', `The routeTable ID '${id}' does not exist`)

/** The table an operation names by its id, or an error in EC2's words. */
export function requireRouteTable(scope: Scope, id: string): RouteTable {
  const table = networkOf(scope).routeTables.get(id)
  if (!table) throw routeTableNotFound(id)
  return table
}

/** An association and its table, or an error in EC2's words. */
export function requireAssociation(
  scope: Scope,
  id: string,
): { table: RouteTable; association: Association } {
  for (const table of networkOf(scope).routeTables.values()) {
    const association = table.Associations.find((each) => each.RouteTableAssociationId === id)
    if (association) return { table, association }
  }
  throw awsError('InvalidAssociationID.NotFound', `The association ID '${id}' does not exist`)
}

/** Takes an association away from its table. */
export function dissociate(table: RouteTable, id: string): void {
  table.Associations = table.Associations.filter(
    ({ RouteTableAssociationId }) => RouteTableAssociationId !== id,
  )
}
