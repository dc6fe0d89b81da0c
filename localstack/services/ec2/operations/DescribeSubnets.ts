import type { DescribeSubnetsCommandInput, DescribeSubnetsCommandOutput } from '@aws-sdk/client-ec2'
import { type Operation, readOnly } from '../../service.ts'
import { describe, type Filters } from '../describe.ts'
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
  'owner-id': ({ OwnerId }) => [OwnerId],
}
