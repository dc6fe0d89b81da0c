import type { Tag } from '@aws-sdk/client-ec2'
import { arn } from '../../../kernel/arn.ts'
import { awsError } from '../../../kernel/errors.ts'
import { formatAddress, parseCidr } from '../cidr.ts'
import { newResourceId } from '../id.ts'
import { associateAcl, defaultNetworkAcl } from './network-acl.ts'
import { zonesOf } from '../zone.ts'
import type { SubnetRecord, Network, Owner } from '../records.ts'

/** AWS keeps a subnet's first four addresses and its last. */
export const reservedFirst = 4

export const reservedLast = 1

/** Makes a subnet in a zone of a VPC. */
export function createSubnet(
  network: Network,
  owner: Owner,
  options: {
    vpcId: string
    cidrBlock: string
    zone: string
    isDefault?: boolean | undefined
    tags?: Tag[] | undefined
  },
): SubnetRecord {
  const { vpcId, cidrBlock, zone, isDefault = false, tags = [] } = options
  const id = newResourceId('subnet')
  const { first, size } = parseCidr(cidrBlock)!
  const subnet: SubnetRecord = {
    SubnetId: id,
    SubnetArn: arn(owner, 'ec2', `subnet/${id}`),
    VpcId: vpcId,
    OwnerId: owner.account,
    CidrBlock: cidrBlock,
    AvailabilityZone: zone,
    AvailabilityZoneId: zonesOf(owner.region).find(({ ZoneName }) => ZoneName === zone)!.ZoneId,
    AvailableIpAddressCount: size - reservedFirst - reservedLast,
    DefaultForAz: isDefault,
    MapPublicIpOnLaunch: isDefault,
    AssignIpv6AddressOnCreation: false,
    MapCustomerOwnedIpOnLaunch: false,
    EnableDns64: false,
    Ipv6Native: false,
    Ipv6CidrBlockAssociationSet: [],
    PrivateDnsNameOptionsOnLaunch: {
      HostnameType: 'ip-name',
      EnableResourceNameDnsARecord: false,
      EnableResourceNameDnsAAAARecord: false,
    },
    State: 'available',
    Tags: tags,
    nextAddress: first + reservedFirst,
  }
  network.subnets.set(id, subnet)
  associateAcl(defaultNetworkAcl(network, vpcId), id)
  return subnet
}

/** Takes a private address of the subnet for an interface. */
export function takeAddress({ networkInterfaces }: Network, subnet: SubnetRecord): string {
  if (subnet.AvailableIpAddressCount === 0)
    throw awsError(
      'InsufficientFreeAddressesInSubnet',
      `The specified subnet '${subnet.SubnetId}' does not have enough free addresses to satisfy the request.`,
    )
  const { first, size } = parseCidr(subnet.CidrBlock)!
  const usable = size - reservedFirst - reservedLast
  const taken = new Set(
    networkInterfaces
      .values()
      .filter(({ SubnetId }) => SubnetId === subnet.SubnetId)
      .map(({ PrivateIpAddress }) => PrivateIpAddress),
  )
  const start = first + reservedFirst
  let address = subnet.nextAddress
  while (taken.has(formatAddress(address))) address = start + ((address + 1 - start) % usable)
  subnet.nextAddress = start + ((address + 1 - start) % usable)
  subnet.AvailableIpAddressCount -= 1
  return formatAddress(address)
}
