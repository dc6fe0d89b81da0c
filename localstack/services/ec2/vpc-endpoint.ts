import type {
  CreateVpcEndpointCommandInput,
  DnsOptions,
  DnsOptionsSpecification,
  Tag,
} from '@aws-sdk/client-ec2'
import { awsError, notImplemented } from '../../kernel/errors.ts'
import type { Given } from '../service.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { EndpointService } from './endpoint-service.ts'
import { newResourceId, unknownId } from './id.ts'
import { deleteNetworkInterface } from './network-interface.ts'
import { networkOf } from './state.ts'
import type { VpcEndpointRecord, Network } from './records.ts'

export interface NewEndpoint {
  service: EndpointService
  tags: Tag[]
  given: Given<CreateVpcEndpointCommandInput>
}

/** The policies of endpoints that are given none. */
export const fullAccess = {
  Gateway:
    '{"Version":"2008-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}',
  Interface:
    '{\n  "Statement": [\n    {\n      "Action": "*", \n      "Effect": "Allow", \n      "Principal": "*", \n      "Resource": "*"\n    }\n  ]\n}',
}

/** Endpoints here have IPv4 addresses only. */
export function checkedIpAddressType(type: string = 'ipv4'): 'ipv4' {
  if (type !== 'ipv4') throw notImplemented(`endpoints of IP address type ${type}`)
  return type
}

/** The DNS options of an endpoint, with AWS's defaults. */
export function checkedDnsOptions(
  type: VpcEndpointRecord['VpcEndpointType'],
  {
    DnsRecordIpType = type === 'Gateway' ? 'service-defined' : 'ipv4',
    ...others
  }: Given<DnsOptionsSpecification> = {},
): DnsOptions {
  if (DnsRecordIpType !== 'ipv4' && DnsRecordIpType !== 'service-defined')
    throw notImplemented(`DNS records of type ${DnsRecordIpType}`)
  const { PrivateDnsOnlyForInboundResolverEndpoint } = others
  return { DnsRecordIpType, PrivateDnsOnlyForInboundResolverEndpoint }
}

/** Adds an endpoint of either type, which its type's own rules then complete. */
export function addEndpoint(
  scope: Scope,
  { service, tags, given }: NewEndpoint,
  type: VpcEndpointRecord['VpcEndpointType'],
): VpcEndpointRecord {
  const endpoint: VpcEndpointRecord = {
    VpcEndpointId: newResourceId('vpce'),
    VpcEndpointType: type,
    VpcId: given.VpcId,
    ServiceName: service.ServiceName,
    // EC2 writes the state in lower case; the SDK's enum capitalises it.
    State: 'available' as 'Available',
    ServiceRegion: scope.region,
    PolicyDocument: given.PolicyDocument ?? fullAccess[type],
    IpAddressType: checkedIpAddressType(given.IpAddressType),
    DnsOptions: checkedDnsOptions(type, given.DnsOptions),
    PrivateDnsEnabled: false,
    RequesterManaged: false,
    RouteTableIds: [],
    SubnetIds: [],
    Groups: [],
    NetworkInterfaceIds: [],
    CreationTimestamp: scope.clock.now(),
    OwnerId: scope.account,
    Tags: tags,
  }
  networkOf(scope).vpcEndpoints.set(endpoint.VpcEndpointId, endpoint)
  return endpoint
}

/** Takes an endpoint away with its interfaces and routes. */
export function deleteEndpoint(
  scope: Scope,
  { VpcEndpointId, NetworkInterfaceIds }: VpcEndpointRecord,
): void {
  const { routeTables, vpcEndpoints } = networkOf(scope)
  for (const id of NetworkInterfaceIds) deleteNetworkInterface(scope, id)
  for (const table of routeTables.values())
    table.Routes = table.Routes.filter(({ GatewayId }) => GatewayId !== VpcEndpointId)
  vpcEndpoints.delete(VpcEndpointId)
}

export const endpointNotFound = unknownId({
  prefix: 'vpce',
  malformed: 'InvalidVpcEndpointId.Malformed',
  notFound: (id) =>
    awsError('InvalidVpcEndpointId.NotFound', `The Vpc Endpoint Id '${id}' does not exist`),
})

/** The endpoint an operation names by its id, or EC2's error. */
export function requireEndpoint(scope: Scope, id: string): VpcEndpointRecord {
  const endpoint = networkOf(scope).vpcEndpoints.get(id)
  if (!endpoint) throw endpointNotFound(id)
  return endpoint
}

/** The interface endpoint to which a service's own name leads in a VPC. */
export const privateEndpointOf = (
  network: Network,
  vpcId: string,
  { ServiceName }: EndpointService,
): VpcEndpointRecord | undefined =>
  network.vpcEndpoints
    .values()
    .find(
      (endpoint) =>
        endpoint.VpcId === vpcId &&
        endpoint.ServiceName === ServiceName &&
        endpoint.VpcEndpointType === 'Interface' &&
        endpoint.PrivateDnsEnabled,
    )
