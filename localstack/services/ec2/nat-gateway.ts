import type { Tag } from '@aws-sdk/client-ec2'
import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { newResourceId, unknownId } from './id.ts'
import { createNetworkInterface, deleteNetworkInterface } from './network-interface.ts'
import { networkOf } from './state.ts'
import type { SubnetRecord, NatGatewayRecord, AddressRecord, Network } from './records.ts'
import { internetGatewayOf } from './network/internet-gateway.ts'

export const natGatewayNotFound = unknownId({
  prefix: 'nat',
  malformed: 'NatGatewayMalformed',
  notFound: (id) => awsError('NatGatewayNotFound', `The Nat Gateway ${id} was not found`),
})

/** The gateway an operation names by its id, or EC2's error. */
export function requireNatGateway(scope: Scope, id: string): NatGatewayRecord {
  const gateway = networkOf(scope).natGateways.get(id)
  if (!gateway) throw natGatewayNotFound(id)
  return gateway
}

/** Makes a NAT gateway in a subnet; a public one fails where its VPC has no internet gateway, as on AWS, afterwards. */
export function createNatGateway(
  scope: Scope,
  {
    subnet,
    address,
    tags,
  }: { subnet: SubnetRecord; address: AddressRecord | undefined; tags: Tag[] },
): NatGatewayRecord {
  const network = networkOf(scope)
  const id = newResourceId('nat')
  const gateway: NatGatewayRecord = {
    NatGatewayId: id,
    SubnetId: subnet.SubnetId,
    VpcId: subnet.VpcId,
    CreateTime: scope.clock.now(),
    ConnectivityType: address ? 'public' : 'private',
    State: 'available',
    NatGatewayAddresses: [],
    Tags: tags,
  }
  network.natGateways.set(id, gateway)
  const failure = address && failureOf(network, subnet, address)
  if (failure) return Object.assign(gateway, { State: 'failed' as const, ...failure })
  const { NetworkInterfaceId, PrivateIpAddress } = createNetworkInterface(scope, {
    subnetId: subnet.SubnetId,
    groups: 'none',
    description: `Interface for NAT Gateway ${id}`,
    interfaceType: 'natGateway',
    requesterId: 'amazon-aws',
    hasPublicAddress: address !== undefined,
  })
  const AssociationId = newResourceId('eipassoc')
  gateway.NatGatewayAddresses = [
    {
      IsPrimary: true,
      Status: 'succeeded',
      NetworkInterfaceId,
      PrivateIp: PrivateIpAddress,
      ...(address && {
        AllocationId: address.AllocationId,
        AssociationId,
        PublicIp: address.PublicIp,
      }),
    },
  ]
  if (address)
    Object.assign(address, {
      AssociationId,
      NetworkInterfaceId,
      NetworkInterfaceOwnerId: scope.account,
      PrivateIpAddress,
    } satisfies Partial<AddressRecord>)
  return gateway
}

/** https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html#nat-gateway-troubleshooting-failed */
function failureOf(
  network: Network,
  { VpcId }: SubnetRecord,
  { AllocationId, AssociationId }: AddressRecord,
): Pick<NatGatewayRecord, 'FailureCode' | 'FailureMessage'> | undefined {
  if (!internetGatewayOf(network, VpcId))
    return {
      FailureCode: 'Gateway.NotAttached',
      FailureMessage: `Network ${VpcId} has no Internet gateway attached`,
    }
  if (AssociationId)
    return {
      FailureCode: 'Resource.AlreadyAssociated',
      FailureMessage: `Elastic IP address [${AllocationId}] is already associated`,
    }
  return undefined
}

/** Ends a NAT gateway; it stays to be seen as deleted, and its address is free again. */
export function deleteNatGateway(scope: Scope, gateway: NatGatewayRecord): void {
  const { addresses } = networkOf(scope)
  for (const { AllocationId, NetworkInterfaceId } of gateway.NatGatewayAddresses) {
    if (NetworkInterfaceId) deleteNetworkInterface(scope, NetworkInterfaceId)
    const address = addresses.get(AllocationId ?? '')
    if (address)
      Object.assign(address, {
        AssociationId: undefined,
        NetworkInterfaceId: undefined,
        NetworkInterfaceOwnerId: undefined,
        PrivateIpAddress: undefined,
      })
  }
  gateway.State = 'deleted'
  gateway.DeleteTime = scope.clock.now()
}
