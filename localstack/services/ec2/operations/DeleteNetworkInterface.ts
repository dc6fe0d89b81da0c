import type {
  DeleteNetworkInterfaceCommandInput,
  DeleteNetworkInterfaceCommandOutput,
} from '@aws-sdk/client-ec2'
import { awsError } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import { requireNetworkInterface } from '../network-interface.ts'

/** All interfaces here are in use by the services that made them, and go with what uses them. */
export const DeleteNetworkInterface: Operation<
  DeleteNetworkInterfaceCommandInput,
  DeleteNetworkInterfaceCommandOutput
> = ({ NetworkInterfaceId: id }, call) => {
  requireNetworkInterface(call, id)
  throw awsError('InvalidParameterValue', `Network interface '${id}' is currently in use.`)
}
