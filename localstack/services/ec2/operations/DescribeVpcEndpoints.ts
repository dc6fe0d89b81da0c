import type {
  DescribeVpcEndpointsCommandInput,
  DescribeVpcEndpointsCommandOutput,
} from '@aws-sdk/client-ec2'
import { type Operation, readOnly } from '../../service.ts'
import { describe, type Filters } from '../describe.ts'
import { endpointNotFound } from '../vpc-endpoint.ts'
import { networkOf } from '../state.ts'
import type { VpcEndpointRecord } from '../records.ts'

export const DescribeVpcEndpoints: Operation<
  DescribeVpcEndpointsCommandInput,
  DescribeVpcEndpointsCommandOutput
> = readOnly(({ VpcEndpointIds: ids, ...query }, call) => {
  const { page, NextToken } = describe(
    networkOf(call).vpcEndpoints,
    { ids, ...query },
    { filters, notFound: endpointNotFound, tags: ({ Tags }) => Tags },
  )
  return { VpcEndpoints: page, NextToken }
})

const filters: Filters<VpcEndpointRecord> = {
  'vpc-endpoint-id': ({ VpcEndpointId }) => [VpcEndpointId],
  'vpc-endpoint-type': ({ VpcEndpointType }) => [VpcEndpointType],
  'vpc-endpoint-state': ({ State }) => [State],
  'service-name': ({ ServiceName }) => [ServiceName],
  'service-region': ({ ServiceRegion }) => [ServiceRegion],
  'ip-address-type': ({ IpAddressType }) => [IpAddressType],
  'vpc-id': ({ VpcId }) => [VpcId],
}
