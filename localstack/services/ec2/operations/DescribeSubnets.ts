import type { DescribeSubnetsCommandInput, DescribeSubnetsCommandOutput } from '@aws-sdk/client-ec2'
import { type Operation, readOnly } from '../../service.ts'
import { describe, type Filters, none } from '../describe.ts'
import { networkOf } from '../state.ts'
import { subnetNotFound } from '../subnet.ts'
import type { SubnetRecord } from '../records.ts'

export const DescribeSubnets: Operation<DescribeSubnetsCommandInput, DescribeSubnetsCommandOutput> =
  readOnly(({ SubnetIds: ids, ...query }, call) => {
    const { page, NextToken } = describe(
      networkOf(call).subnets,
      { ids, ...query },
      { filters, notFound: subnetNotFound, tags: ({ Tags }) => Tags },
    )
    return { Subnets: page, NextToken }
  })

const zone = ({ AvailabilityZone }: SubnetRecord) => [AvailabilityZone]
const zoneId = ({ AvailabilityZoneId }: SubnetRecord) => [AvailabilityZoneId]
const cidr = ({ CidrBlock }: SubnetRecord) => [CidrBlock]
const isDefault = ({ DefaultForAz }: SubnetRecord) => [DefaultForAz]

const filters: Filters<SubnetRecord> = {
  'subnet-id': ({ SubnetId }) => [SubnetId],
  'subnet-arn': ({ SubnetArn }) => [SubnetArn],
  'vpc-id': ({ VpcId }) => [VpcId],
  'availability-zone': zone,
  availabilityZone: zone,
  'availability-zone-id': zoneId,
  availabilityZoneId: zoneId,
  'cidr-block': cidr,
  cidr,
  cidrBlock: cidr,
  'default-for-az': isDefault,
  defaultForAz: isDefault,
  'map-public-ip-on-launch': ({ MapPublicIpOnLaunch }) => [MapPublicIpOnLaunch],
  'available-ip-address-count': ({ AvailableIpAddressCount }) => [AvailableIpAddressCount],
  state: ({ State }) => [State],
  'enable-dns64': ({ EnableDns64 }) => [EnableDns64],
  'ipv6-native': ({ Ipv6Native }) => [Ipv6Native],
  'map-customer-owned-ip-on-launch': ({ MapCustomerOwnedIpOnLaunch }) => [
    MapCustomerOwnedIpOnLaunch,
  ],
  'private-dns-name-options-on-launch.hostname-type': ({
    PrivateDnsNameOptionsOnLaunch: options,
  }) => [options.HostnameType],
  'private-dns-name-options-on-launch.enable-resource-name-dns-a-record': ({
    PrivateDnsNameOptionsOnLaunch: options,
  }) => [options.EnableResourceNameDnsARecord],
  'private-dns-name-options-on-launch.enable-resource-name-dns-aaaa-record': ({
    PrivateDnsNameOptionsOnLaunch: options,
  }) => [options.EnableResourceNameDnsAAAARecord],
  'customer-owned-ipv4-pool': none,
  'enable-lni-at-device-index': none,
  'ipv6-cidr-block-association.association-id': none,
  'ipv6-cidr-block-association.ipv6-cidr-block': none,
  'ipv6-cidr-block-association.state': none,
  'outpost-arn': none,
  'owner-id': ({ OwnerId }) => [OwnerId],
}
