import type {
  DescribeVpcAttributeCommandInput,
  DescribeVpcAttributeCommandOutput,
} from '@aws-sdk/client-ec2'
import { type Operation, readOnly } from '../../service.ts'
import { requireVpc } from '../vpc.ts'
export const DescribeVpcAttribute: Operation<
  DescribeVpcAttributeCommandInput,
  DescribeVpcAttributeCommandOutput
> = readOnly(({ VpcId, Attribute }, call) => {
  const vpc = requireVpc(call, VpcId)
  const { enableDnsSupport, enableDnsHostnames, enableNetworkAddressUsageMetrics } = vpc
  if (Attribute === 'enableDnsSupport')
    return { VpcId, EnableDnsSupport: { Value: enableDnsSupport } }
  if (Attribute === 'enableDnsHostnames')
    return { VpcId, EnableDnsHostnames: { Value: enableDnsHostnames } }
  return { VpcId, EnableNetworkAddressUsageMetrics: { Value: enableNetworkAddressUsageMetrics } }
})
