import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { requireRouteTable } from './route-table.ts'
import { addEndpoint, type NewEndpoint } from './vpc-endpoint.ts'
import type { VpcEndpointRecord } from './records.ts'

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
  if (PrivateDnsEnabled)
    throw awsError(
      'InvalidParameter',
      'Private DNS can only be enabled for an endpoint of type Interface.',
    )
  const tables = RouteTableIds.map((id) => {
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
  const endpoint = addEndpoint(scope, { service, tags, given }, 'Gateway')
  endpoint.RouteTableIds = RouteTableIds
  for (const table of tables)
    table.Routes.push({
      DestinationPrefixListId: service.prefixListId,
      GatewayId: endpoint.VpcEndpointId,
      Origin: 'CreateRoute',
      State: 'active',
    })
  return endpoint
}
