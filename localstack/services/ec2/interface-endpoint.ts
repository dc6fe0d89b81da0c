import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { createNetworkInterface } from './network-interface.ts'
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
  if (RouteTableIds)
    throw awsError(
      'InvalidParameter',
      'Route table IDs are only supported for Gateway type VPC Endpoints.',
    )
  checkSubnets(scope, VpcId, SubnetIds)
  const groups =
    SecurityGroupIds.length > 0
      ? SecurityGroupIds.map((id) => requireSecurityGroup(scope, id))
      : [defaultGroup(networkOf(scope), VpcId)]
  const foreign = groups.find((group) => group.VpcId !== VpcId)
  if (foreign)
    throw awsError(
      'InvalidParameter',
      `The security group ${foreign.GroupId} does not belong to VPC ${VpcId}.`,
    )
  if (PrivateDnsEnabled) checkPrivateDns(scope, options)
  const endpoint = addEndpoint(scope, options, 'Interface')
  endpoint.PrivateDnsEnabled = PrivateDnsEnabled
  endpoint.SubnetIds = SubnetIds
  endpoint.Groups = groups.map(({ GroupId, GroupName }) => ({ GroupId, GroupName }))
  endpoint.NetworkInterfaceIds = SubnetIds.map(
    (subnetId) =>
      createNetworkInterface(scope, {
        subnetId,
        groups: endpoint.Groups.map(({ GroupId }) => GroupId),
        description: `VPC Endpoint Interface ${endpoint.VpcEndpointId}`,
        interfaceType: 'vpc_endpoint',
        requesterId: 'amazon-aws',
      }).NetworkInterfaceId,
  )
  return endpoint
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

function checkPrivateDns(scope: Scope, { service, given: { VpcId } }: NewEndpoint): void {
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
