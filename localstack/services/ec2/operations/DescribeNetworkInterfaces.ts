import type {
  DescribeNetworkInterfacesCommandInput,
  DescribeNetworkInterfacesCommandOutput,
} from '@aws-sdk/client-ec2'
import { type Operation, readOnly } from '../../service.ts'
import { describe, type Filters, none } from '../describe.ts'
import { networkInterfaceNotFound } from '../network-interface.ts'
import { networkOf } from '../state.ts'
import type { NetworkInterfaceRecord } from '../records.ts'

export const DescribeNetworkInterfaces: Operation<
  DescribeNetworkInterfacesCommandInput,
  DescribeNetworkInterfacesCommandOutput
> = readOnly(({ NetworkInterfaceIds: ids, ...query }, call) => {
  const { page, NextToken } = describe(
    networkOf(call).networkInterfaces,
    { ids, ...query },
    { filters, notFound: networkInterfaceNotFound, tags: ({ TagSet }) => TagSet },
  )
  return { NetworkInterfaces: page, NextToken }
})

const address = ({ PrivateIpAddress }: NetworkInterfaceRecord) => [PrivateIpAddress]

const filters: Filters<NetworkInterfaceRecord> = {
  'network-interface-id': ({ NetworkInterfaceId }) => [NetworkInterfaceId],
  'subnet-id': ({ SubnetId }) => [SubnetId],
  'vpc-id': ({ VpcId }) => [VpcId],
  'availability-zone': ({ AvailabilityZone }) => [AvailabilityZone],
  'group-id': ({ Groups }) => Groups.map(({ GroupId }) => GroupId),
  'group-name': ({ Groups }) => Groups.map(({ GroupName }) => GroupName),
  'private-ip-address': address,
  'addresses.private-ip-address': address,
  'addresses.primary': ({ PrivateIpAddresses = [] }) =>
    PrivateIpAddresses.map(({ Primary }) => Primary),
  'addresses.association.owner-id': ({ Association }) => [Association?.IpOwnerId],
  'addresses.association.public-ip': ({ Association }) => [Association?.PublicIp],
  'association.allocation-id': ({ Association }) => [Association?.AllocationId],
  'association.association-id': ({ Association }) => [Association?.AssociationId],
  'association.ip-owner-id': ({ Association }) => [Association?.IpOwnerId],
  'association.public-dns-name': ({ Association }) => [Association?.PublicDnsName],
  'association.public-ip': ({ Association }) => [Association?.PublicIp],
  'attachment.attach-time': ({ Attachment }) => [Attachment?.AttachTime?.toISOString()],
  'attachment.attachment-id': ({ Attachment }) => [Attachment?.AttachmentId],
  'attachment.delete-on-termination': ({ Attachment }) => [Attachment?.DeleteOnTermination],
  'attachment.device-index': ({ Attachment }) => [Attachment?.DeviceIndex],
  'attachment.instance-id': none,
  'attachment.instance-owner-id': ({ Attachment }) => [Attachment?.InstanceOwnerId],
  'attachment.status': ({ Attachment }) => [Attachment?.Status],
  'availability-zone-id': ({ AvailabilityZoneId }) => [AvailabilityZoneId],
  'ipv6-addresses.ipv6-address': none,
  'operator.managed': () => [false],
  'operator.principal': none,
  'private-dns-name': ({ PrivateDnsName }) => [PrivateDnsName],
  'source-dest-check': ({ SourceDestCheck }) => [SourceDestCheck],
  'mac-address': ({ MacAddress }) => [MacAddress],
  description: ({ Description }) => [Description],
  'interface-type': ({ InterfaceType }) => [InterfaceType],
  'requester-id': ({ RequesterId }) => [RequesterId],
  'requester-managed': ({ RequesterManaged }) => [RequesterManaged],
  'owner-id': ({ OwnerId }) => [OwnerId],
  status: ({ Status }) => [Status],
}
