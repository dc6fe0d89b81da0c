import type {
  DescribeAddressesAttributeCommandInput,
  DescribeAddressesAttributeCommandOutput,
} from '@aws-sdk/client-ec2'
import { type Operation, readOnly } from '../../service.ts'
import { allocationNotFound } from '../address.ts'
import { describe } from '../describe.ts'
import { networkOf } from '../state.ts'

/** No address has a reverse DNS record here, which is the only attribute there is. */
export const DescribeAddressesAttribute: Operation<
  DescribeAddressesAttributeCommandInput,
  DescribeAddressesAttributeCommandOutput
> = readOnly(({ AllocationIds: ids, MaxResults, NextToken: token }, call) => {
  const { page, NextToken } = describe(
    networkOf(call).addresses,
    { ids, MaxResults, NextToken: token },
    { filters: {}, notFound: allocationNotFound },
  )
  return {
    Addresses: page.map(({ AllocationId, PublicIp }) => ({ AllocationId, PublicIp })),
    NextToken,
  }
})
