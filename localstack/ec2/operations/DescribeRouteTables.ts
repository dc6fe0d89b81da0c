import type {
  DescribeRouteTablesCommandInput,
  DescribeRouteTablesCommandOutput,
} from '@aws-sdk/client-ec2'
import { awsError } from '../../errors.ts'
import type { Operation } from '../../operation.ts'
import { describe, type Filters } from '../describe.ts'
import type { RouteTable } from '../route-table.ts'
import { networkOf } from '../state.ts'

export const DescribeRouteTables: Operation<
  DescribeRouteTablesCommandInput,
  DescribeRouteTablesCommandOutput
> = ({ RouteTableIds: ids, ...query }, call) => {
  const { page, NextToken } = describe(
    networkOf(call).routeTables,
    { ids, ...query },
    { filters, notFound, tags: ({ Tags }) => Tags },
  )
  return { RouteTables: page, NextToken }
}

const notFound = (id: string) =>
  awsError('InvalidRouteTableID.NotFound', `The routeTable ID '${id}' does not exist`)

const filters: Filters<RouteTable> = {
  'route-table-id': ({ RouteTableId }) => [RouteTableId],
  'vpc-id': ({ VpcId }) => [VpcId],
  'owner-id': ({ OwnerId }) => [OwnerId],
  'association.main': ({ Associations = [] }) => Associations.map(({ Main }) => Main),
  'association.subnet-id': ({ Associations = [] }) => Associations.map(({ SubnetId }) => SubnetId),
  'route.destination-cidr-block': ({ Routes = [] }) =>
    Routes.map(({ DestinationCidrBlock }) => DestinationCidrBlock),
  'route.gateway-id': ({ Routes = [] }) => Routes.map(({ GatewayId }) => GatewayId),
  'route.nat-gateway-id': ({ Routes = [] }) => Routes.map(({ NatGatewayId }) => NatGatewayId),
  'route.state': ({ Routes = [] }) => Routes.map(({ State }) => State),
}
