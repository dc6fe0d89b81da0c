import type { DnsEntry, ModifyVpcEndpointCommandInput } from '@aws-sdk/client-ec2'
import { awsError } from '../../kernel/errors.ts'
import type { Given } from '../service.ts'
import type { Scope } from '../../kernel/scope.ts'
import { type EndpointService, requireEndpointService } from './endpoint-service.ts'
import { resourceIdFor } from './id.ts'
import {
  createNetworkInterface,
  deleteNetworkInterface,
  findNetworkInterface,
  setInterfaceGroups,
} from './network-interface.ts'
import { requireSecurityGroup } from './security-group.ts'
import { networkOf } from './state.ts'
import { requireSubnet } from './subnet.ts'
import { requireVpc } from './vpc.ts'
import { addEndpoint, type NewEndpoint, privateEndpointOf } from './vpc-endpoint.ts'
import type { VpcEndpointRecord } from './records.ts'
import { defaultGroup } from './network/security-group.ts'

/** Makes an endpoint that is an interface in each of its subnets: https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html */
export function createInterfaceEndpoint(scope: Scope, options: NewEndpoint): VpcEndpointRecord {
  const { VpcId, RouteTableIds, SubnetIds = [], SecurityGroupIds = [] } = options.given
  const { PrivateDnsEnabled = true } = options.given
  if (RouteTableIds) throw noRouteTables()
  checkSubnets(scope, VpcId, SubnetIds)
  const groups = endpointGroups(scope, VpcId, SecurityGroupIds)
  if (PrivateDnsEnabled) checkPrivateDns(scope, { VpcId, service: options.service })
  const endpoint = addEndpoint(scope, options, 'Interface')
  endpoint.PrivateDnsEnabled = PrivateDnsEnabled
  endpoint.SubnetIds = SubnetIds
  endpoint.Groups = groups
  endpoint.NetworkInterfaceIds = SubnetIds.map((id) => addInterface(scope, endpoint, id))
  endpoint.DnsEntries = dnsEntriesOf(scope, endpoint, options.service)
  return endpoint
}

const noRouteTables = () =>
  awsError('InvalidParameter', 'Route table IDs are only supported for Gateway type VPC Endpoints.')

/** Changes the subnets, the security groups and the private DNS of an endpoint. */
export function changeInterfaceEndpoint(
  scope: Scope,
  endpoint: VpcEndpointRecord,
  given: Given<ModifyVpcEndpointCommandInput>,
): void {
  const { VpcId } = endpoint
  if (given.AddRouteTableIds ?? given.RemoveRouteTableIds) throw noRouteTables()
  const subnetIds = changedIds(endpoint.SubnetIds, given.AddSubnetIds, given.RemoveSubnetIds)
  checkSubnets(scope, VpcId, subnetIds)
  const current = endpoint.Groups.map(({ GroupId }) => GroupId)
  const groups = endpointGroups(
    scope,
    VpcId,
    changedIds(current, given.AddSecurityGroupIds, given.RemoveSecurityGroupIds),
  )
  const { PrivateDnsEnabled = endpoint.PrivateDnsEnabled } = given
  const service = requireEndpointService(scope.region, endpoint.ServiceName)
  if (PrivateDnsEnabled && !endpoint.PrivateDnsEnabled) checkPrivateDns(scope, { VpcId, service })
  endpoint.Groups = groups
  endpoint.PrivateDnsEnabled = PrivateDnsEnabled
  for (const id of endpoint.NetworkInterfaceIds)
    setInterfaceGroups(
      scope,
      id,
      groups.map(({ GroupId }) => GroupId),
    )
  moveTo(scope, endpoint, subnetIds)
  endpoint.DnsEntries = dnsEntriesOf(scope, endpoint, service)
}

const changedIds = (current: string[], added: string[] = [], removed: string[] = []): string[] =>
  [...new Set([...current, ...added])].filter((id) => !removed.includes(id))

/** Removes the interfaces in other subnets, and adds those that are missing. */
function moveTo(scope: Scope, endpoint: VpcEndpointRecord, subnetIds: string[]): void {
  const present = new Map(
    endpoint.NetworkInterfaceIds.map((id) => [findNetworkInterface(scope, id)!.SubnetId, id]),
  )
  for (const [subnetId, id] of present)
    if (!subnetIds.includes(subnetId)) deleteNetworkInterface(scope, id)
  endpoint.SubnetIds = subnetIds
  endpoint.NetworkInterfaceIds = subnetIds.map(
    (subnetId) => present.get(subnetId) ?? addInterface(scope, endpoint, subnetId),
  )
}

/** Gives an endpoint an interface in a subnet. */
const addInterface = (
  scope: Scope,
  { VpcEndpointId, Groups }: VpcEndpointRecord,
  subnetId: string,
): string =>
  createNetworkInterface(scope, {
    subnetId,
    groups: Groups.map(({ GroupId }) => GroupId),
    description: `VPC Endpoint Interface ${VpcEndpointId}`,
    interfaceType: 'vpc_endpoint',
    requesterId: 'amazon-aws',
  }).NetworkInterfaceId

/** The security groups given, which must be of the VPC; its default group when none are. */
function endpointGroups(scope: Scope, vpcId: string, ids: string[]): VpcEndpointRecord['Groups'] {
  const groups =
    ids.length > 0
      ? ids.map((id) => requireSecurityGroup(scope, id))
      : [defaultGroup(networkOf(scope), vpcId)]
  const foreign = groups.find((group) => group.VpcId !== vpcId)
  if (foreign)
    throw awsError(
      'InvalidParameter',
      `The security group ${foreign.GroupId} does not belong to VPC ${vpcId}.`,
    )
  return groups.map(({ GroupId, GroupName }) => ({ GroupId, GroupName }))
}

/** The names that lead to an endpoint: its own, one for each zone, and the service's where private DNS is enabled. */
function dnsEntriesOf(
  scope: Scope,
  { VpcEndpointId, ServiceName, SubnetIds, PrivateDnsEnabled }: VpcEndpointRecord,
  { privateDnsName }: EndpointService,
): DnsEntry[] {
  const service = ServiceName.split('.').slice(3).toReversed().join('.')
  const name = resourceIdFor(VpcEndpointId, ServiceName).slice(0, -9)
  const zones = SubnetIds.map((id) => requireSubnet(scope, id).AvailabilityZone)
  const names = ['', ...zones.map((zone) => `-${zone}`)].map(
    (zone) => `${name}${zone}.${service}.${scope.region}.vpce.amazonaws.com`,
  )
  return [...names, ...(PrivateDnsEnabled ? [privateDnsName] : [])].map((DnsName) => ({ DnsName }))
}

function checkSubnets(scope: Scope, vpcId: string, ids: string[]): void {
  const subnets = ids.map((id) => requireSubnet(scope, id))
  const foreign = subnets.find(({ VpcId }) => VpcId !== vpcId)
  if (foreign)
    throw awsError(
      'InvalidParameter',
      `The subnet ID '${foreign.SubnetId}' does not belong to VPC ${vpcId}.`,
    )
  const twin = subnets.find(({ AvailabilityZone }, index) =>
    subnets.slice(0, index).some((other) => other.AvailabilityZone === AvailabilityZone),
  )
  if (twin)
    throw awsError(
      'DuplicateSubnetsInSameZone',
      `Found another VPC endpoint subnet in the availability zone of ${twin.SubnetId}. VPC endpoint subnets should be in different availability zones supported by the VPC endpoint service.`,
    )
}

function checkPrivateDns(
  scope: Scope,
  { VpcId, service }: { VpcId: string; service: EndpointService },
): void {
  const { enableDnsSupport, enableDnsHostnames } = requireVpc(scope, VpcId)
  if (!enableDnsSupport || !enableDnsHostnames)
    throw awsError(
      'InvalidParameter',
      `Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for ${VpcId}`,
    )
  if (privateEndpointOf(networkOf(scope), VpcId, service))
    throw awsError(
      'InvalidParameter',
      `private-dns-enabled cannot be set because there is already a conflicting DNS domain for ${service.privateDnsName} in the VPC ${VpcId}`,
    )
}
