import type { NetworkInterfaceType } from '@aws-sdk/client-ec2'
import { randomBytes } from 'node:crypto'
import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { publicAddressFor } from './address.ts'
import { newResourceId, unknownId } from './id.ts'
import { requireSecurityGroup } from './security-group.ts'
import { networkOf } from './state.ts'
import { requireSubnet } from './subnet.ts'
import type { SecurityGroupRecord, NetworkInterfaceRecord } from './records.ts'
import { takeAddress } from './network/subnet.ts'
import { defaultGroup } from './network/security-group.ts'

export interface NewInterface {
  subnetId: string
  /** Security group ids, where an empty list means the VPC's default group; `none` for what has no groups at all. */
  groups: string[] | 'none'
  description: string
  interfaceType?: NetworkInterfaceType
  /** True if it gets a public address, which an internet gateway requires. */
  hasPublicAddress?: boolean
  /** The service that made it and manages it, `amazon-elb`. */
  requesterId?: string
}

/** Gives a task or a load balancer its interface in a subnet, with a private address of it. */
export function createNetworkInterface(
  scope: Scope,
  options: NewInterface,
): NetworkInterfaceRecord {
  const network = networkOf(scope)
  const subnet = requireSubnet(scope, options.subnetId)
  const groups = groupsFor(scope, options.groups, subnet.VpcId)
  const address = takeAddress(network, subnet)
  const record: NetworkInterfaceRecord = {
    NetworkInterfaceId: newResourceId('eni'),
    SubnetId: subnet.SubnetId,
    VpcId: subnet.VpcId,
    AvailabilityZone: subnet.AvailabilityZone,
    AvailabilityZoneId: subnet.AvailabilityZoneId,
    OwnerId: scope.account,
    Description: options.description,
    InterfaceType: options.interfaceType ?? 'interface',
    RequesterManaged: options.requesterId !== undefined,
    RequesterId: options.requesterId,
    Groups: groups.map(({ GroupId, GroupName }) => ({ GroupId, GroupName })),
    MacAddress: `0a:${randomBytes(5).toString('hex').match(/../g)!.join(':')}`,
    PrivateIpAddress: address,
    PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: address }],
    PrivateDnsName: `ip-${address.replaceAll('.', '-')}.${privateDomain(scope.region)}`,
    SourceDestCheck: true,
    Status: 'in-use',
    TagSet: [],
    Attachment: {
      AttachmentId: newResourceId(
        options.requesterId === 'amazon-elb' ? 'ela-attach' : 'eni-attach',
      ),
      AttachTime: scope.clock.now(),
      DeleteOnTermination: false,
      DeviceIndex: 1,
      InstanceOwnerId: options.requesterId,
      Status: 'attached',
    },
    ...(options.hasPublicAddress && { Association: publicAssociation(address, scope) }),
  }
  network.networkInterfaces.set(record.NetworkInterfaceId, record)
  return record
}

/** The domain of private names: https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html */
export const privateDomain = (region: string): string =>
  region === 'us-east-1' ? 'ec2.internal' : `${region}.compute.internal`

function publicAssociation(privateAddress: string, { account, region }: Scope) {
  const PublicIp = publicAddressFor(`${account} ${region} ${privateAddress}`)
  return {
    IpOwnerId: 'amazon',
    PublicIp,
    PublicDnsName: publicDnsNameOf(PublicIp, region),
  }
}

/** https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-security-groups */
const maxGroups = 5

function groupsFor(
  scope: Scope,
  ids: NewInterface['groups'],
  vpcId: string,
): SecurityGroupRecord[] {
  if (ids === 'none') return []
  if (ids.length > maxGroups)
    throw awsError(
      'SecurityGroupsPerInterfaceLimitExceeded',
      'The maximum number of security groups per interface has been reached.',
    )
  return ids.length > 0
    ? ids.map((id) => requireSecurityGroup(scope, id))
    : [defaultGroup(networkOf(scope), vpcId)]
}

/** Takes an interface away with the task or load balancer that had it. */
export function deleteNetworkInterface(scope: Scope, id: string): void {
  const network = networkOf(scope)
  const found = network.networkInterfaces.get(id)
  if (!found) return
  network.networkInterfaces.delete(id)
  const subnet = network.subnets.get(found.SubnetId)
  if (subnet) subnet.AvailableIpAddressCount += 1
}

/** The public name of an address: https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html */
const publicDnsNameOf = (address: string, region: string) =>
  `ec2-${address.replaceAll('.', '-')}.${region === 'us-east-1' ? 'compute-1' : `${region}.compute`}.amazonaws.com`

export const networkInterfaceNotFound = unknownId({
  prefix: 'eni',
  malformed: 'InvalidNetworkInterfaceId.Malformed',
  notFound: (id) =>
    awsError(
      'InvalidNetworkInterfaceID.NotFound',
      `The networkInterface ID '${id}' does not exist`,
    ),
})

/** The interface an operation names by its id, or EC2's error. */
export function requireNetworkInterface(scope: Scope, id: string): NetworkInterfaceRecord {
  const found = findNetworkInterface(scope, id)
  if (!found) throw networkInterfaceNotFound(id)
  return found
}

export const findNetworkInterface = (
  scope: Scope,
  id: string,
): NetworkInterfaceRecord | undefined => networkOf(scope).networkInterfaces.get(id)

/** Notes which container's address stands behind an interface. */
export function bindAddress(scope: Scope, id: string, realAddress: string): void {
  const found = findNetworkInterface(scope, id)
  if (found) found.realAddress = realAddress
}

/** The interface that has this private address. */
export const findInterfaceByAddress = (
  scope: Scope,
  privateIp: string,
  vpcId?: string,
): NetworkInterfaceRecord | undefined =>
  networkOf(scope)
    .networkInterfaces.values()
    .find(
      ({ PrivateIpAddress, VpcId }) =>
        PrivateIpAddress === privateIp && (vpcId === undefined || VpcId === vpcId),
    )

/** The container's address behind a private address; undefined if there is none. */
export const realAddressOf = (
  scope: Scope,
  privateIp: string,
  vpcId?: string,
): string | undefined => findInterfaceByAddress(scope, privateIp, vpcId)?.realAddress

/** Puts an interface into other security groups. */
export function setInterfaceGroups(scope: Scope, id: string, groups: string[]): void {
  const found = findNetworkInterface(scope, id)
  if (found)
    found.Groups = groups.map((group) => {
      const { GroupId, GroupName } = requireSecurityGroup(scope, group)
      return { GroupId, GroupName }
    })
}
