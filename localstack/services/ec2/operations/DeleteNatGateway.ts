import type {
  DeleteNatGatewayCommandInput,
  DeleteNatGatewayCommandOutput,
} from '@aws-sdk/client-ec2'
import type { Operation } from '../../service.ts'
import { deleteNatGateway, requireNatGateway } from '../nat-gateway.ts'
export const DeleteNatGateway: Operation<
  DeleteNatGatewayCommandInput,
  DeleteNatGatewayCommandOutput
> = ({ NatGatewayId }, call) => {
  deleteNatGateway(call, requireNatGateway(call, NatGatewayId))
  return { NatGatewayId }
}
