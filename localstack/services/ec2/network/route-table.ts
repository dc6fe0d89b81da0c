import type { Route, Tag } from '@aws-sdk/client-ec2'
import { newResourceId } from '../id.ts'
import type {
  VpcRecord,
  SubnetRecord,
  RouteTableRecord,
  RouteTableAssociationRecord,
  Network,
  Owner,
} from '../records.ts'

/** The route inside a VPC. */
export const localRoute = (cidrBlock: string): Route => ({
  DestinationCidrBlock: cidrBlock,
  GatewayId: 'local',
  Origin: 'CreateRouteTable',
  State: 'active',
})

/** Makes a route table of a VPC; it routes inside the VPC only. */
export function createRouteTable(
  network: Network,
  owner: Owner,
  vpc: VpcRecord,
  { isMain = false, tags = [] }: { isMain?: boolean | undefined; tags?: Tag[] | undefined } = {},
): RouteTableRecord {
  const table: RouteTableRecord = {
    RouteTableId: newResourceId('rtb'),
    VpcId: vpc.VpcId,
    OwnerId: owner.account,
    Associations: [],
    PropagatingVgws: [],
    Routes: vpc.CidrBlockAssociationSet.map(({ CidrBlock }) => localRoute(CidrBlock)),
    Tags: tags,
  }
  if (isMain) associate(table)
  network.routeTables.set(table.RouteTableId, table)
  return table
}

/** Associates a table with a subnet, or as the main table with all that have none. */
export function associate(table: RouteTableRecord, subnetId?: string): RouteTableAssociationRecord {
  const association: RouteTableAssociationRecord = {
    Main: subnetId === undefined,
    RouteTableAssociationId: newResourceId('rtbassoc'),
    RouteTableId: table.RouteTableId,
    ...(subnetId && { SubnetId: subnetId }),
    AssociationState: { State: 'associated' },
  }
  table.Associations.push(association)
  return association
}

/** The table that decides for subnets without one of their own. */
export const mainRouteTable = (network: Network, vpcId: string): RouteTableRecord =>
  network.routeTables
    .values()
    .find(({ VpcId, Associations }) => VpcId === vpcId && Associations.some(({ Main }) => Main))!

/** The table that decides for a subnet. */
export const routeTableForSubnet = (
  network: Network,
  { SubnetId, VpcId }: SubnetRecord,
): RouteTableRecord =>
  network.routeTables
    .values()
    .find(({ Associations }) =>
      Associations.some((association) => association.SubnetId === SubnetId),
    ) ?? mainRouteTable(network, VpcId)

/** Takes an association away from its table. */
export function dissociate(table: RouteTableRecord, id: string): void {
  table.Associations = table.Associations.filter(
    ({ RouteTableAssociationId }) => RouteTableAssociationId !== id,
  )
}
