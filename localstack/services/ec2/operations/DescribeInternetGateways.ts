import type {
  DescribeInternetGatewaysCommandInput,
  DescribeInternetGatewaysCommandOutput,
} from '@aws-sdk/client-ec2'
import { type Operation, readOnly } from '../../service.ts'
import { describe, type Filters } from '../describe.ts'
import { internetGatewayNotFound } from '../internet-gateway.ts'
import { networkOf } from '../state.ts'
import type { InternetGatewayRecord } from '../records.ts'

export const DescribeInternetGateways: Operation<
  DescribeInternetGatewaysCommandInput,
  DescribeInternetGatewaysCommandOutput
> = readOnly(({ InternetGatewayIds: ids, ...query }, call) => {
  const { page, NextToken } = describe(
    networkOf(call).internetGateways,
    { ids, ...query },
    { filters, notFound: internetGatewayNotFound, tags: ({ Tags }) => Tags },
  )
  return { InternetGateways: page, NextToken }
})

const filters: Filters<InternetGatewayRecord> = {
  'internet-gateway-id': ({ InternetGatewayId }) => [InternetGatewayId],
  'attachment.vpc-id': ({ Attachments }) => Attachments.map(({ VpcId }) => VpcId),
  'attachment.state': ({ Attachments }) => Attachments.map(({ State }) => State),
  'owner-id': ({ OwnerId }) => [OwnerId],
}
