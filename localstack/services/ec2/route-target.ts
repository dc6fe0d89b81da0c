import type { CreateRouteCommandInput, Route } from '@aws-sdk/client-ec2'
import { awsError, notImplemented, type AwsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { contains, formatCidr, parseCidr } from './cidr.ts'
import { networkOf } from './state.ts'
import { cidrBlocksOf, findVpc } from './vpc.ts'
import type { RouteTableRecord, Network } from './records.ts'
import { internetGatewayOf } from './network/internet-gateway.ts'

type Given = Omit<CreateRouteCommandInput, 'RouteTableId' | 'DryRun'>

const targets = [
  'GatewayId',
  'NatGatewayId',
  'NetworkInterfaceId',
  'InstanceId',
  'EgressOnlyInternetGatewayId',
  'TransitGatewayId',
  'LocalGatewayId',
  'CarrierGatewayId',
  'VpcPeeringConnectionId',
  'VpcEndpointId',
  'CoreNetworkArn',
  'OdbNetworkArn',
] as const satisfies (keyof Given)[]

const wire = (name: string) => name.charAt(0).toLowerCase() + name.slice(1)

const invalid = (message: string) => awsError('InvalidParameterValue', message)

/** A route's destination in its canonical form. */
export function checkedDestination({
  DestinationCidrBlock,
  DestinationIpv6CidrBlock,
  DestinationPrefixListId,
}: Pick<
  Given,
  'DestinationCidrBlock' | 'DestinationIpv6CidrBlock' | 'DestinationPrefixListId'
>): string {
  if (DestinationIpv6CidrBlock ?? DestinationPrefixListId)
    throw awsError(
      'InternalFailure',
      'The embedded emulator routes to IPv4 CIDR blocks only. See docs/coverage.md for what it does.',
      501,
    )
  if (DestinationCidrBlock === undefined)
    throw awsError(
      'MissingParameter',
      'The request must contain the parameter destinationCidrBlock or destinationIpv6CidrBlock or destinationPrefixListId',
    )
  const cidr = parseCidr(DestinationCidrBlock)
  if (!cidr)
    throw invalid(
      `Value (${DestinationCidrBlock}) for parameter destinationCidrBlock is invalid. This is not a valid CIDR block.`,
    )
  return formatCidr(cidr)
}

/** Rejects a destination inside the VPC, which its local route leads to. */
export function checkOutside(scope: Scope, { VpcId }: RouteTableRecord, destination: string): void {
  const inner = parseCidr(destination)!
  if (cidrBlocksOf(findVpc(scope, VpcId)!).some((block) => contains(parseCidr(block)!, inner)))
    throw invalid(
      `The destination CIDR block ${destination} is equal to or more specific than one of this VPC's CIDR blocks. This route can target only an interface or an instance.`,
    )
}

/** Checks the target of a route. */
export function checkedRouteTarget(
  scope: Scope,
  table: RouteTableRecord,
  given: Given,
): Pick<Route, 'GatewayId' | 'NatGatewayId'> {
  const named = targets.filter((name) => given[name] !== undefined)
  if (named.length !== 1)
    throw awsError(
      named.length === 0 ? 'MissingParameter' : 'InvalidParameterCombination',
      `The request must contain exactly one of ${targets.map(wire).join(', ')}`,
    )
  const network = networkOf(scope)
  const { GatewayId, NatGatewayId } = given
  if (GatewayId !== undefined) checkGateway(network, table, GatewayId)
  else if (NatGatewayId !== undefined) checkNat(network, table, NatGatewayId)
  else throw notImplemented(`routes to ${wire(named[0]!)}`)
  return GatewayId === undefined ? { NatGatewayId } : { GatewayId }
}

const apart = (table: RouteTableRecord, what: string): AwsError =>
  invalid(`route table ${table.RouteTableId} and ${what} belong to different networks`)

function checkGateway(network: Network, table: RouteTableRecord, id: string): void {
  if (!network.internetGateways.has(id))
    throw awsError('InvalidGatewayID.NotFound', `The gateway ID '${id}' does not exist`)
  if (internetGatewayOf(network, table.VpcId)?.InternetGatewayId !== id)
    throw apart(table, `network gateway ${id}`)
}

function checkNat(network: Network, table: RouteTableRecord, id: string): void {
  const nat = network.natGateways.get(id)
  if (!nat || nat.State === 'deleted')
    throw awsError('InvalidNatGatewayID.NotFound', `The natGateway ID '${id}' does not exist`)
  if (nat.VpcId !== table.VpcId) throw apart(table, `NAT gateway ${id}`)
}

/** True if the target of a route still exists. */
export function isAlive(
  network: Network,
  vpcId: string,
  { GatewayId, NatGatewayId }: Route,
): boolean {
  if (NatGatewayId) return network.natGateways.get(NatGatewayId)?.State === 'available'
  return (
    GatewayId === 'local' ||
    GatewayId?.startsWith('vpce-') === true ||
    GatewayId === internetGatewayOf(network, vpcId)?.InternetGatewayId
  )
}
