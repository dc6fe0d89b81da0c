import type { Subnet as SubnetRecord, Tag } from '@aws-sdk/client-ec2'
import { arn } from '../../kernel/arn.ts'
import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { formatAddress, parseCidr } from './cidr.ts'
import { newId } from './id.ts'
import { type Network, networkOf, type Owner } from './state.ts'
import { zonesOf } from './zone.ts'

export interface Subnet extends SubnetRecord {
  SubnetId: string
  VpcId: string
  CidrBlock: string
  AvailabilityZone: string
  AvailableIpAddressCount: number
  Tags: Tag[]
  /** Where the search for a free address goes on, so that an address is not reused at once. */
  nextAddress: number
}

/** AWS keeps a subnet's first four addresses and its last. */
const reservedFirst = 4
const reservedLast = 1

/** Makes a subnet in a zone of a VPC. */
export function createSubnet(
  network: Network,
  owner: Owner,
  options: { vpcId: string; cidrBlock: string; zone: string; isDefault?: boolean; tags?: Tag[] },
): Subnet {
  const { vpcId, cidrBlock, zone, isDefault = false, tags = [] } = options
  const id = newId('subnet')
  const { first, size } = parseCidr(cidrBlock)!
  const subnet: Subnet = {
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
  return subnet
}

export const findSubnet = (scope: Scope, id: string): Subnet | undefined =>
  networkOf(scope).subnets.get(id)

export const subnetNotFound = (id: string) =>
  awsError('InvalidSubnetID.NotFound', `The subnet ID '${id}' does not exist`)

/** The subnet an operation names by its id, or an error in EC2's words. */
export function requireSubnet(scope: Scope, id: string): Subnet {
  const subnet = findSubnet(scope, id)
  if (!subnet) throw subnetNotFound(id)
  return subnet
}

/** Takes a private address of the subnet for an interface. */
export function takeAddress({ networkInterfaces }: Network, subnet: Subnet): string {
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
