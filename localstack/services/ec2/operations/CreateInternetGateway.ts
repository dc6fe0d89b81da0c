import type {
  CreateInternetGatewayCommandInput,
  CreateInternetGatewayCommandOutput,
} from '@aws-sdk/client-ec2'
import type { Operation } from '../../service.ts'
import { awsError } from '../../../kernel/errors.ts'
import { networkOf } from '../state.ts'
import { tagsFor } from '../tag.ts'
import { createInternetGateway } from '../network/internet-gateway.ts'

export const CreateInternetGateway: Operation<
  CreateInternetGatewayCommandInput,
  CreateInternetGatewayCommandOutput
> = ({ TagSpecifications }, call) => {
  const network = networkOf(call)
  const tags = tagsFor('internet-gateway', TagSpecifications)
  if (network.internetGateways.size >= maxGateways)
    throw awsError(
      'InternetGatewayLimitExceeded',
      'The maximum number of internet gateways has been reached.',
    )
  return { InternetGateway: createInternetGateway(network, call, tags) }
}

/** https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-gateways */
const maxGateways = 5
