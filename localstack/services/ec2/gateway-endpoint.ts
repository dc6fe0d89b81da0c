import type { ModifyVpcEndpointCommandInput } from '@aws-sdk/client-ec2'
import type { Given } from '../service.ts'
import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { requireRouteTable } from './route-table.ts'
import { addEndpoint, type NewEndpoint } from './vpc-endpoint.ts'
import { type EndpointService, requireEndpointService } from './endpoint-service.ts'
import type { RouteTableRecord, VpcEndpointRecord } from './records.ts'

/** Makes an endpoint that is a route: https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html */
export function createGatewayEndpoint(
  scope: Scope,
  { service, tags, given }: NewEndpoint,
): VpcEndpointRecord {
  const { VpcId, RouteTableIds = [], SubnetIds, SecurityGroupIds, PrivateDnsEnabled } = given
  if (SubnetIds ?? SecurityGroupIds)
    throw awsError(
      'InvalidParameter',
      `${SubnetIds ? 'Subnet IDs' : 'Security group IDs'} are only supported for Interface and GatewayLoadBalancer type VPC Endpoints.`,
    )
  if (PrivateDnsEnabled) throw noPrivateDns()
  const tables = checkedRouteTables(scope, { VpcId, service, ids: RouteTableIds })
  const endpoint = addEndpoint(scope, { service, tags, given }, 'Gateway')
  addEndpointRoutes(tables, endpoint, service)
  return endpoint
}

const noPrivateDns = () =>
  awsError('InvalidParameter', 'Private DNS can only be enabled for an endpoint of type Interface.')

/** The route tables given, which must be of the VPC and have no route to the service yet. */
const checkedRouteTables = (
  scope: Scope,
  { VpcId, service, ids }: { VpcId: string; service: EndpointService; ids: string[] },
): RouteTableRecord[] =>
  ids.map((id) => {
    const table = requireRouteTable(scope, id)
    if (table.VpcId !== VpcId)
      throw awsError(
        'InvalidParameter',
        `Route table ${id} and network ${VpcId} belong to different networks`,
      )
    if (table.Routes.some((route) => route.DestinationPrefixListId === service.prefixListId))
      throw awsError(
        'RouteAlreadyExists',
        `route table ${id} already has a route with destination-prefix-list-id ${service.prefixListId}`,
      )
    return table
  })

/** Changes the route tables of an endpoint; they are all that a gateway endpoint has. */
export function changeGatewayEndpoint(
  scope: Scope,
  endpoint: VpcEndpointRecord,
  given: Given<ModifyVpcEndpointCommandInput>,
): void {
  const { AddRouteTableIds = [], RemoveRouteTableIds = [] } = given
  for (const [member, what] of notForGateways)
    if (given[member] !== undefined)
      throw awsError(
        'InvalidParameter',
        `${what} are only supported for Interface and GatewayLoadBalancer type VPC Endpoints.`,
      )
  if (given.PrivateDnsEnabled) throw noPrivateDns()
  const service = requireEndpointService(scope.region, endpoint.ServiceName)
  const added = AddRouteTableIds.filter((id) => !endpoint.RouteTableIds.includes(id))
  const tables = checkedRouteTables(scope, { VpcId: endpoint.VpcId, service, ids: added })
  const removed = RemoveRouteTableIds.map((id) => requireRouteTable(scope, id))
  for (const table of removed)
    table.Routes = table.Routes.filter(({ GatewayId }) => GatewayId !== endpoint.VpcEndpointId)
  endpoint.RouteTableIds = endpoint.RouteTableIds.filter((id) => !RemoveRouteTableIds.includes(id))
  addEndpointRoutes(tables, endpoint, service)
}

const notForGateways = [
  ['AddSubnetIds', 'Subnet IDs'],
  ['RemoveSubnetIds', 'Subnet IDs'],
  ['AddSecurityGroupIds', 'Security group IDs'],
  ['RemoveSecurityGroupIds', 'Security group IDs'],
] as const

/** Routes the service's addresses in these tables to the endpoint. */
function addEndpointRoutes(
  tables: RouteTableRecord[],
  endpoint: VpcEndpointRecord,
  { prefixListId }: EndpointService,
): void {
  endpoint.RouteTableIds.push(...tables.map(({ RouteTableId }) => RouteTableId))
  for (const table of tables)
    table.Routes.push({
      DestinationPrefixListId: prefixListId,
      GatewayId: endpoint.VpcEndpointId,
      Origin: 'CreateRoute',
      State: 'active',
    })
}
