import type {
  DeleteInternetGatewayCommandInput,
  DeleteInternetGatewayCommandOutput,
} from '@aws-sdk/client-ec2'
import type { Operation } from '../../service.ts'
import { awsError } from '../../../kernel/errors.ts'
import { networkOf } from '../state.ts'
import { requireInternetGateway } from '../internet-gateway.ts'
export const DeleteInternetGateway: Operation<
  DeleteInternetGatewayCommandInput,
  DeleteInternetGatewayCommandOutput
> = ({ InternetGatewayId: id }, call) => {
  const { Attachments } = requireInternetGateway(call, id)
  if (Attachments.length > 0)
    throw awsError(
      'DependencyViolation',
      `The internetGateway '${id}' has dependencies and cannot be deleted.`,
    )
  networkOf(call).internetGateways.delete(id)
  return {}
}
