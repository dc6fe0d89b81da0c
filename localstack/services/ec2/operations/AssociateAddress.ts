import type {
  AssociateAddressCommandInput,
  AssociateAddressCommandOutput,
} from '@aws-sdk/client-ec2'
import { awsError } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import { requireAddress, requireAddressByIp } from '../address.ts'
import { instanceNotFound } from '../instance.ts'
import { requireNetworkInterface } from '../network-interface.ts'

/** There are no instances here, and all interfaces belong to services, which choose their addresses. */
export const AssociateAddress: Operation<
  AssociateAddressCommandInput,
  AssociateAddressCommandOutput
> = ({ AllocationId, PublicIp, InstanceId, NetworkInterfaceId }, call) => {
  if (AllocationId) requireAddress(call, AllocationId)
  else if (PublicIp) requireAddressByIp(call, PublicIp)
  else throw awsError('MissingParameter', 'Either public IP or allocation id must be specified')
  if (InstanceId) throw instanceNotFound(InstanceId)
  if (!NetworkInterfaceId)
    throw awsError(
      'MissingParameter',
      'Either instance ID or network interface id must be specified',
    )
  requireNetworkInterface(call, NetworkInterfaceId)
  throw awsError('AuthFailure', 'You do not have permission to access the specified resource.')
}
