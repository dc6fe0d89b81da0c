import type {
  DescribeNatGatewaysCommandInput,
  DescribeNatGatewaysCommandOutput,
} from '@aws-sdk/client-ec2'
import { type Operation, readOnly } from '../../service.ts'
import { describe, type Filters } from '../describe.ts'
import { networkOf } from '../state.ts'
import { natGatewayNotFound } from '../nat-gateway.ts'
import type { NatGatewayRecord } from '../records.ts'

export const DescribeNatGateways: Operation<
  DescribeNatGatewaysCommandInput,
  DescribeNatGatewaysCommandOutput
> = readOnly(({ NatGatewayIds: ids, Filter: Filters, ...query }, call) => {
  const { page, NextToken } = describe(
    networkOf(call).natGateways,
    { ids, Filters, ...query },
    { filters, notFound: natGatewayNotFound, tags: ({ Tags }) => Tags },
  )
  return { NatGateways: page, NextToken }
})

const filters: Filters<NatGatewayRecord> = {
  'nat-gateway-id': ({ NatGatewayId }) => [NatGatewayId],
  'subnet-id': ({ SubnetId }) => [SubnetId],
  'vpc-id': ({ VpcId }) => [VpcId],
  state: ({ State }) => [State],
}
