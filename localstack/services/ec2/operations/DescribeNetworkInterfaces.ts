import type {
  DescribeNetworkInterfacesCommandInput,
  DescribeNetworkInterfacesCommandOutput,
} from '@aws-sdk/client-ec2'
import { awsError } from '../../../kernel/errors.ts'
import { type Operation, readOnly } from '../../service.ts'
import { describe, type Filters } from '../describe.ts'
import { networkOf } from '../state.ts'
import type { NetworkInterfaceRecord } from '../records.ts'

export const DescribeNetworkInterfaces: Operation<
  DescribeNetworkInterfacesCommandInput,
  DescribeNetworkInterfacesCommandOutput
> = readOnly(({ NetworkInterfaceIds: ids, ...query }, call) => {
  const { page, NextToken } = describe(
    networkOf(call).networkInterfaces,
    { ids, ...query },
    { filters, notFound, tags: ({ TagSet }) => TagSet },
  )
  return { NetworkInterfaces: page, NextToken }
})

const notFound = (id: string) =>
  awsError('InvalidNetworkInterfaceID.NotFound', `The networkInterface ID '${id}' does not exist`)

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
  'mac-address': ({ MacAddress }) => [MacAddress],
  description: ({ Description }) => [Description],
  'interface-type': ({ InterfaceType }) => [InterfaceType],
  'requester-id': ({ RequesterId }) => [RequesterId],
  'requester-managed': ({ RequesterManaged }) => [RequesterManaged],
  'owner-id': ({ OwnerId }) => [OwnerId],
  status: ({ Status }) => [Status],
}
