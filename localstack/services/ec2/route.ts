import type { Route as RouteRecord } from '@aws-sdk/client-ec2'
import type { Scope } from '../../kernel/scope.ts'
import { publicAddressFor } from './address.ts'
import { contains, parseAddress, parseCidr } from './cidr.ts'
import { type EndpointService, endpointServiceFor } from './endpoint-service.ts'
import { findNetworkInterface } from './network-interface.ts'
import { allowsInbound, allowsOutbound } from './reachability.ts'
import { networkOf } from './state.ts'
import { findVpc } from './vpc.ts'
import { privateEndpointOf } from './vpc-endpoint.ts'
import type { NetworkInterfaceRecord, VpcEndpointRecord, Network } from './records.ts'
import { routeTableForSubnet } from './network/route-table.ts'
import { internetGatewayOf } from './network/internet-gateway.ts'

/** The result of a connection: success, the address, and the gateway or the obstacle. */
export interface Route {
  reaches: boolean
  /** The address that `dial tcp <address>:443: i/o timeout` names. */
  address: string
  /** The gateway or endpoint it uses, or the reason for the failure, as a phrase. */
  reason: string
}

/**
 * Finds the route of an interface to a host over HTTPS: an AWS service by its endpoint's name (`ecr.api`, `ecr.dkr`, `s3`,
 * `logs`, `secretsmanager`, `ssm`) or any internet host by its own. Route tables, gateways, endpoints, security groups
 * and public addresses decide; network ACLs do not.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html
 */
export function routeTo(scope: Scope, from: NetworkInterfaceRecord, host: string): Route {
  const network = networkOf(scope)
  const service = endpointServiceFor(scope.region, host)
  const vpc = findVpc(scope, from.VpcId)
  const address = publicAddressFor(`${scope.region} ${host}`)
  if (!vpc?.enableDnsSupport)
    return { reaches: false, address, reason: `DNS support is off in ${from.VpcId}` }
  const endpoint = service && privateEndpointOf(network, from.VpcId, service)
  if (endpoint) return throughEndpoint(scope, from, endpoint)
  return { address, ...overTheInternet(scope, from, { address, service }) }
}

const port = 443

/** The endpoint's name hides the service's public addresses, so that a closed endpoint is not bypassed. */
function throughEndpoint(
  scope: Scope,
  from: NetworkInterfaceRecord,
  endpoint: VpcEndpointRecord,
): Route {
  const interfaces = endpoint.NetworkInterfaceIds.flatMap(
    (id) => findNetworkInterface(scope, id) ?? [],
  )
  const to = interfaces.find((each) => each.SubnetId === from.SubnetId) ?? interfaces[0]
  const address = to?.PrivateIpAddress ?? ''
  if (!to) return { reaches: false, address, reason: `${endpoint.VpcEndpointId} is in no subnet` }
  if (!allowsOutbound(scope, from, { address, groups: to.Groups, port }))
    return { reaches: false, address, reason: closed(from, endpoint.VpcEndpointId) }
  if (
    !allowsInbound(scope, to.Groups, { address: from.PrivateIpAddress, groups: from.Groups, port })
  ) {
    const groups = to.Groups.map(({ GroupId }) => GroupId).join(', ')
    return {
      reaches: false,
      address,
      reason: `the security groups of ${endpoint.VpcEndpointId} (${groups}) do not admit the interface on port ${port}`,
    }
  }
  return { reaches: true, address, reason: `through ${endpoint.VpcEndpointId}` }
}

const closed = ({ Groups }: NetworkInterfaceRecord, target: string) =>
  `the security groups ${Groups.map(({ GroupId }) => GroupId).join(', ')} let nothing out to ${target} on port ${port}`

function overTheInternet(
  scope: Scope,
  from: NetworkInterfaceRecord,
  { address, service }: { address: string; service: EndpointService | undefined },
): Omit<Route, 'address'> {
  const network = networkOf(scope)
  const table = routeTableForSubnet(network, network.subnets.get(from.SubnetId)!)
  const prefixListId = service?.prefixListId
  const gatewayRoute = table.Routes.find(
    ({ DestinationPrefixListId: id }) => id !== undefined && id === prefixListId,
  )
  const route = gatewayRoute ?? bestRoute(table.Routes, address)
  if (!route)
    return unreachable(
      `${table.RouteTableId}, the route table of ${from.SubnetId}, has no route to the internet`,
    )
  if (!allowsOutbound(scope, from, { address, prefixListId, port }))
    return unreachable(closed(from, 'the internet'))
  if (gatewayRoute) return { reaches: true, reason: `through ${gatewayRoute.GatewayId}` }
  return throughGateway(network, from, route)
}

const unreachable = (reason: string) => ({ reaches: false, reason })

/** The most specific route to a public address. */
function bestRoute(routes: RouteRecord[], address: string): RouteRecord | undefined {
  const one = { first: parseAddress(address)!, size: 1, prefix: 32 }
  return routes
    .flatMap((route) => {
      const cidr = parseCidr(route.DestinationCidrBlock ?? '')
      return cidr && contains(cidr, one) ? [{ route, prefix: cidr.prefix }] : []
    })
    .toSorted((a, b) => b.prefix - a.prefix)[0]?.route
}

function throughGateway(
  network: Network,
  from: NetworkInterfaceRecord,
  { GatewayId, NatGatewayId }: RouteRecord,
): Omit<Route, 'address'> {
  const gateway = internetGatewayOf(network, from.VpcId)?.InternetGatewayId
  if (GatewayId && GatewayId === gateway)
    return from.Association
      ? { reaches: true, reason: `through ${GatewayId}` }
      : unreachable(
          `${from.SubnetId} leads to the internet gateway ${GatewayId}, but the interface has no public address (assignPublicIp is DISABLED)`,
        )
  if (NatGatewayId) return throughNat(network, NatGatewayId)
  return unreachable(
    `the route of ${from.SubnetId} leads to ${GatewayId ?? 'nothing'}, which is not there`,
  )
}

/** A NAT gateway is of use where its own subnet leads to the internet gateway. */
function throughNat(network: Network, id: string): Omit<Route, 'address'> {
  const nat = network.natGateways.get(id)
  if (nat?.State !== 'available') return unreachable(`the NAT gateway ${id} is not available`)
  if (nat.ConnectivityType === 'private')
    return unreachable(`the NAT gateway ${id} is a private one`)
  if (!isPublicSubnet(network, nat.SubnetId))
    return unreachable(
      `the NAT gateway ${id} is in ${nat.SubnetId}, which does not lead to an internet gateway`,
    )
  return { reaches: true, reason: `through ${id}` }
}

/** True if a subnet's default route leads to its VPC's internet gateway. */
export function isPublicSubnet(network: Network, subnetId: string): boolean {
  const subnet = network.subnets.get(subnetId)
  if (!subnet) return false
  const gateway = internetGatewayOf(network, subnet.VpcId)?.InternetGatewayId
  return routeTableForSubnet(network, subnet).Routes.some(
    ({ DestinationCidrBlock, GatewayId }) =>
      DestinationCidrBlock === '0.0.0.0/0' && gateway !== undefined && GatewayId === gateway,
  )
}
