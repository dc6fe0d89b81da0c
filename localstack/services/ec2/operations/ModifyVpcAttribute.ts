import type {
  ModifyVpcAttributeCommandInput,
  ModifyVpcAttributeCommandOutput,
} from '@aws-sdk/client-ec2'
import type { Operation } from '../../service.ts'
import { awsError } from '../../../kernel/errors.ts'
import { requireVpc } from '../vpc.ts'
export const ModifyVpcAttribute: Operation<
  ModifyVpcAttributeCommandInput,
  ModifyVpcAttributeCommandOutput
> = ({ VpcId, EnableDnsSupport, EnableDnsHostnames, EnableNetworkAddressUsageMetrics }, call) => {
  const vpc = requireVpc(call, VpcId)
  const given = [EnableDnsSupport, EnableDnsHostnames, EnableNetworkAddressUsageMetrics].filter(
    (attribute) => attribute !== undefined,
  )
  if (given.length !== 1)
    throw awsError(
      'InvalidParameterCombination',
      'Exactly one attribute must be specified in a request.',
    )
  vpc.enableDnsSupport = EnableDnsSupport?.Value ?? vpc.enableDnsSupport
  vpc.enableDnsHostnames = EnableDnsHostnames?.Value ?? vpc.enableDnsHostnames
  vpc.enableNetworkAddressUsageMetrics =
    EnableNetworkAddressUsageMetrics?.Value ?? vpc.enableNetworkAddressUsageMetrics
  return {}
}
