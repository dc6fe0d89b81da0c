import type {
  DescribeAddressesCommandInput,
  DescribeAddressesCommandOutput,
} from '@aws-sdk/client-ec2'
import { type Operation, readOnly } from '../../service.ts'
import { awsError } from '../../../kernel/errors.ts'
import { describe, type Filters } from '../describe.ts'
import { networkOf } from '../state.ts'
import { allocationNotFound } from '../address.ts'
import type { AddressRecord } from '../records.ts'

export const DescribeAddresses: Operation<
  DescribeAddressesCommandInput,
  DescribeAddressesCommandOutput
> = readOnly(({ AllocationIds: ids, PublicIps, ...query }, call) => {
  const { addresses } = networkOf(call)
  const unknown = PublicIps?.find(
    (ip) => !addresses.values().some(({ PublicIp }) => PublicIp === ip),
  )
  if (unknown) throw awsError('InvalidAddress.NotFound', `Address '${unknown}' not found.`)
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
  domain: ({ Domain }) => [Domain],
}
