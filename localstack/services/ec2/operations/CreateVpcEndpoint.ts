import type {
  CreateVpcEndpointCommandInput,
  CreateVpcEndpointCommandOutput,
} from '@aws-sdk/client-ec2'
import type { Operation } from '../../service.ts'
import { awsError, notImplemented } from '../../../kernel/errors.ts'
import { createGatewayEndpoint } from '../gateway-endpoint.ts'
import { createInterfaceEndpoint } from '../interface-endpoint.ts'
import { requireEndpointService } from '../endpoint-service.ts'
import { requireVpc } from '../vpc.ts'
import { tagsFor } from '../tag.ts'
/** An interface endpoint is answered as pending, and available when it is looked at next. */
export const CreateVpcEndpoint: Operation<
  CreateVpcEndpointCommandInput,
  CreateVpcEndpointCommandOutput
> = (input, call) => {
  const { VpcId, ServiceName, VpcEndpointType = 'Gateway', ClientToken, TagSpecifications } = input
  const { ServiceRegion = call.region } = input
  requireVpc(call, VpcId)
  for (const member of [
    'ResourceConfigurationArn',
    'ServiceNetworkArn',
    'SubnetConfigurations',
  ] as const)
    if (input[member] !== undefined) throw notImplemented(member)
  if (ServiceRegion !== call.region) throw notImplemented('endpoints for services of other regions')
  if (!ServiceName)
    throw awsError('MissingParameter', 'The request must contain the parameter ServiceName')
  const service = requireEndpointService(call.region, ServiceName)
  if (!service.types.some((type) => type === VpcEndpointType))
    throw awsError(
      'InvalidParameter',
      `Endpoint type (${VpcEndpointType}) does not match available service types ([${service.types.join(', ')}]).`,
    )
  const tags = tagsFor('vpc-endpoint', TagSpecifications)
  const VpcEndpoint =
    VpcEndpointType === 'Gateway'
      ? createGatewayEndpoint(call, { service, tags, given: input })
      : createInterfaceEndpoint(call, { service, tags, given: input })
  const State = VpcEndpointType === 'Gateway' ? VpcEndpoint.State : ('pending' as 'Pending')
  return { VpcEndpoint: { ...VpcEndpoint, State }, ClientToken }
}
