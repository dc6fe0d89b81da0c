import type {
  DescribeRouteTablesCommandInput,
  DescribeRouteTablesCommandOutput,
  Route,
} from '@aws-sdk/client-ec2'
import { type Operation, readOnly } from '../../service.ts'
import { describe, type Filters, none } from '../describe.ts'
import { isAlive } from '../route-target.ts'
import { routeTableNotFound } from '../route-table.ts'
import { networkOf } from '../state.ts'
import type { RouteTableRecord, Network } from '../records.ts'

export const DescribeRouteTables: Operation<
  DescribeRouteTablesCommandInput,
  DescribeRouteTablesCommandOutput
> = readOnly(({ RouteTableIds: ids, ...query }, call) => {
  const network = networkOf(call)
  const tables = [...network.routeTables].map(([id, table]): [string, RouteTableRecord] => [
    id,
    { ...table, Routes: table.Routes.map((route) => shown(network, table.VpcId, route)) },
  ])
  const { page, NextToken } = describe(
    new Map(tables),
    { ids, ...query },
    { filters, notFound: routeTableNotFound, tags: ({ Tags }) => Tags },
  )
  return { RouteTables: page, NextToken }
})

/** A route whose target was deleted stays as a blackhole. */
const shown = (network: Network, vpcId: string, route: Route): Route => ({
  ...route,
  State: isAlive(network, vpcId, route) ? 'active' : 'blackhole',
})

const filters: Filters<RouteTableRecord> = {
  'route-table-id': ({ RouteTableId }) => [RouteTableId],
  'vpc-id': ({ VpcId }) => [VpcId],
  'owner-id': ({ OwnerId }) => [OwnerId],
  'association.main': ({ Associations }) => Associations.map(({ Main }) => Main),
  'association.subnet-id': ({ Associations }) => Associations.map(({ SubnetId }) => SubnetId),
  'association.gateway-id': none,
  'association.route-table-id': ({ Associations }) =>
    Associations.map(({ RouteTableId }) => RouteTableId),
  'route.destination-cidr-block': ({ Routes }) =>
    Routes.map(({ DestinationCidrBlock }) => DestinationCidrBlock),
  'route.gateway-id': ({ Routes }) => Routes.map(({ GatewayId }) => GatewayId),
  'route.nat-gateway-id': ({ Routes }) => Routes.map(({ NatGatewayId }) => NatGatewayId),
  'route.destination-prefix-list-id': ({ Routes }) =>
    Routes.map(({ DestinationPrefixListId }) => DestinationPrefixListId),
  'route.destination-ipv6-cidr-block': none,
  'route.egress-only-internet-gateway-id': none,
  'route.instance-id': none,
  'route.transit-gateway-id': none,
  'route.vpc-peering-connection-id': none,
  'route.origin': ({ Routes }) => Routes.map(({ Origin }) => Origin),
  'association.route-table-association-id': ({ Associations }) =>
    Associations.map(({ RouteTableAssociationId }) => RouteTableAssociationId),
  'route.state': ({ Routes }) => Routes.map(({ State }) => State),
}
