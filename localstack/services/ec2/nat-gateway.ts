import type { NatGateway as NatGatewayRecord, Tag } from '@aws-sdk/client-ec2'
import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { Address } from './address.ts'
import { newId } from './id.ts'
import { internetGatewayOf } from './internet-gateway.ts'
import { createNetworkInterface, deleteNetworkInterface } from './network-interface.ts'
import { type Network, networkOf } from './state.ts'
import type { Subnet } from './subnet.ts'

export interface NatGateway extends NatGatewayRecord {
  NatGatewayId: string
  SubnetId: string
  VpcId: string
  State: 'available' | 'deleted' | 'failed'
  ConnectivityType: 'public' | 'private'
  NatGatewayAddresses: {
    AllocationId?: string
    NetworkInterfaceId?: string
    PrivateIp?: string
    PublicIp?: string
    IsPrimary: boolean
  }[]
  Tags: Tag[]
}

export const natGatewayNotFound = (id: string) =>
  awsError('NatGatewayNotFound', `The Nat Gateway ${id} was not found`)

/** The gateway an operation names by its id, or an error in EC2's words. */
export function requireNatGateway(scope: Scope, id: string): NatGateway {
  const gateway = networkOf(scope).natGateways.get(id)
  if (!gateway) throw natGatewayNotFound(id)
  return gateway
}

/** Makes a NAT gateway in a subnet; a public one fails where its VPC has no internet gateway, as on AWS, afterwards. */
export function createNatGateway(
  scope: Scope,
  { subnet, address, tags }: { subnet: Subnet; address: Address | undefined; tags: Tag[] },
): NatGateway {
  const network = networkOf(scope)
  const id = newId('nat')
  const gateway: NatGateway = {
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
  gateway.NatGatewayAddresses = [
    {
      IsPrimary: true,
      NetworkInterfaceId,
      PrivateIp: PrivateIpAddress,
      ...(address && { AllocationId: address.AllocationId, PublicIp: address.PublicIp }),
    },
  ]
  if (address)
    Object.assign(address, {
      AssociationId: newId('eipassoc'),
      NetworkInterfaceId,
      PrivateIpAddress,
    } satisfies Partial<Address>)
  return gateway
}

/** https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html#nat-gateway-troubleshooting-failed */
function failureOf(
  network: Network,
  { VpcId }: Subnet,
  { AllocationId, AssociationId }: Address,
): Pick<NatGateway, 'FailureCode' | 'FailureMessage'> | undefined {
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
export function deleteNatGateway(scope: Scope, gateway: NatGateway): void {
  const { addresses } = networkOf(scope)
  for (const { AllocationId, NetworkInterfaceId } of gateway.NatGatewayAddresses) {
    if (NetworkInterfaceId) deleteNetworkInterface(scope, NetworkInterfaceId)
    const address = addresses.get(AllocationId ?? '')
    if (address)
      Object.assign(address, {
        AssociationId: undefined,
        NetworkInterfaceId: undefined,
        PrivateIpAddress: undefined,
      })
  }
  gateway.State = 'deleted'
  gateway.DeleteTime = scope.clock.now()
}
