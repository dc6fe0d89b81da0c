import type {
  DescribeAddressesCommandInput,
  DescribeAddressesCommandOutput,
} from '@aws-sdk/client-ec2'
import { type Operation, readOnly } from '../../service.ts'
import { describe, type Filters, none } from '../describe.ts'
import { networkOf } from '../state.ts'
import { allocationNotFound, requireAddressByIp } from '../address.ts'
import type { AddressRecord } from '../records.ts'

export const DescribeAddresses: Operation<
  DescribeAddressesCommandInput,
  DescribeAddressesCommandOutput
> = readOnly(({ AllocationIds: ids, PublicIps, ...query }, call) => {
  const { addresses } = networkOf(call)
  for (const ip of PublicIps ?? []) requireAddressByIp(call, ip)
  const { page } = describe(
    addresses,
    { ids, ...query },
    { filters, notFound: allocationNotFound, tags: ({ Tags }) => Tags },
  )
  return { Addresses: page.filter(({ PublicIp }) => PublicIps?.includes(PublicIp) ?? true) }
})

const filters: Filters<AddressRecord> = {
  'allocation-id': ({ AllocationId }) => [AllocationId],
  'association-id': ({ AssociationId }) => [AssociationId],
  'network-interface-id': ({ NetworkInterfaceId }) => [NetworkInterfaceId],
  'public-ip': ({ PublicIp }) => [PublicIp],
  'instance-id': none,
  'network-border-group': ({ NetworkBorderGroup }) => [NetworkBorderGroup],
  'network-interface-owner-id': ({ NetworkInterfaceOwnerId }) => [NetworkInterfaceOwnerId],
  'private-ip-address': ({ PrivateIpAddress }) => [PrivateIpAddress],
  domain: ({ Domain }) => [Domain],
}
