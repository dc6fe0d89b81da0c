import type {
  CreateVpcEndpointCommandInput,
  CreateVpcEndpointCommandOutput,
} from '@aws-sdk/client-ec2'
import type { Operation } from '../../service.ts'
import { awsError } from '../../../kernel/errors.ts'
import { createGatewayEndpoint } from '../gateway-endpoint.ts'
import { createInterfaceEndpoint } from '../interface-endpoint.ts'
import { endpointServicesOf } from '../endpoint-service.ts'
import { requireVpc } from '../vpc.ts'
import { tagsFor } from '../tag.ts'
export const CreateVpcEndpoint: Operation<
  CreateVpcEndpointCommandInput,
  CreateVpcEndpointCommandOutput
> = (input, call) => {
  const { VpcId, ServiceName, VpcEndpointType = 'Gateway', ClientToken, TagSpecifications } = input
  requireVpc(call, VpcId)
  const service = endpointServicesOf(call.region).find((each) => each.ServiceName === ServiceName)
  if (!service)
    throw awsError('InvalidServiceName', `The Vpc Endpoint Service '${ServiceName}' does not exist`)
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
  return { VpcEndpoint, ClientToken }
}
