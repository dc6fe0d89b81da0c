import type {
  DeleteVpcEndpointsCommandInput,
  DeleteVpcEndpointsCommandOutput,
} from '@aws-sdk/client-ec2'
import type { Operation } from '../../service.ts'
import { deleteEndpoint, endpointNotFound } from '../vpc-endpoint.ts'
import { networkOf } from '../state.ts'
/** Deletes those that are there and lists the others. */
export const DeleteVpcEndpoints: Operation<
  DeleteVpcEndpointsCommandInput,
  DeleteVpcEndpointsCommandOutput
> = ({ VpcEndpointIds }, call) => {
  const { vpcEndpoints } = networkOf(call)
  const unknown = VpcEndpointIds.filter((id) => !vpcEndpoints.has(id))
  for (const id of VpcEndpointIds) {
    const endpoint = vpcEndpoints.get(id)
    if (endpoint) deleteEndpoint(call, endpoint)
  }
  return {
    Unsuccessful: unknown.map((ResourceId) => {
      const { code: Code, message: Message } = endpointNotFound(ResourceId)
      return { ResourceId, Error: { Code, Message } }
    }),
  }
}
