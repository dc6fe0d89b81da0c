import type {
  DescribeVpnGatewaysCommandInput,
  DescribeVpnGatewaysCommandOutput,
} from '@aws-sdk/client-ec2'
import { awsError } from '../../../kernel/errors.ts'
import { type Operation, readOnly } from '../../service.ts'
import { describe, none } from '../describe.ts'

/** There is no VPN gateway here. */
export const DescribeVpnGateways: Operation<
  DescribeVpnGatewaysCommandInput,
  DescribeVpnGatewaysCommandOutput
> = readOnly(({ VpnGatewayIds: ids, Filters }) => {
  describe(new Map<string, object>(), { ids, Filters }, { filters, notFound })
  return { VpnGateways: [] }
})

const notFound = (id: string) =>
  awsError('InvalidVpnGatewayID.NotFound', `The vpnGateway ID '${id}' does not exist`)

const filters = {
  'amazon-side-asn': none,
  'attachment.state': none,
  'attachment.vpc-id': none,
  'availability-zone': none,
  state: none,
  type: none,
  'vpn-gateway-id': none,
}
