import type {
  AttachInternetGatewayCommandInput,
  AttachInternetGatewayCommandOutput,
} from '@aws-sdk/client-ec2'
import type { Operation } from '../../service.ts'
import { requireInternetGateway } from '../internet-gateway.ts'
import { awsError } from '../../../kernel/errors.ts'
import { networkOf } from '../state.ts'
import { requireVpc } from '../vpc.ts'
import { attachInternetGateway, internetGatewayOf } from '../network/internet-gateway.ts'

export const AttachInternetGateway: Operation<
  AttachInternetGatewayCommandInput,
  AttachInternetGatewayCommandOutput
> = ({ InternetGatewayId: id, VpcId }, call) => {
  const gateway = requireInternetGateway(call, id)
  requireVpc(call, VpcId)
  const [attached] = gateway.Attachments
  if (attached)
    throw awsError(
      'Resource.AlreadyAssociated',
      `resource ${id} is already attached to network ${attached.VpcId}`,
    )
  if (internetGatewayOf(networkOf(call), VpcId))
    throw awsError(
      'InvalidParameterValue',
      `Network ${VpcId} already has an internet gateway attached`,
    )
  attachInternetGateway(gateway, VpcId)
  return {}
}
