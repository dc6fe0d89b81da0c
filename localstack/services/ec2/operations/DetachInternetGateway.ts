import type {
  DetachInternetGatewayCommandInput,
  DetachInternetGatewayCommandOutput,
} from '@aws-sdk/client-ec2'
import type { Operation } from '../../service.ts'
import { awsError } from '../../../kernel/errors.ts'
import { networkOf } from '../state.ts'
import { requireInternetGateway } from '../internet-gateway.ts'
import { requireVpc } from '../vpc.ts'
export const DetachInternetGateway: Operation<
  DetachInternetGatewayCommandInput,
  DetachInternetGatewayCommandOutput
> = ({ InternetGatewayId: id, VpcId }, call) => {
  const gateway = requireInternetGateway(call, id)
  requireVpc(call, VpcId)
  if (!gateway.Attachments.some((attachment) => attachment.VpcId === VpcId))
    throw awsError('Gateway.NotAttached', `resource ${id} is not attached to network ${VpcId}`)
  const mapped = networkOf(call)
    .networkInterfaces.values()
    .some((each) => each.VpcId === VpcId && each.Association !== undefined)
  if (mapped)
    throw awsError(
      'DependencyViolation',
      `Network ${VpcId} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`,
    )
  gateway.Attachments = []
  return {}
}
