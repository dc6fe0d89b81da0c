import type { ReleaseAddressCommandInput, ReleaseAddressCommandOutput } from '@aws-sdk/client-ec2'
import type { Operation } from '../../service.ts'
import { awsError } from '../../../kernel/errors.ts'
import { networkOf } from '../state.ts'
import { requireAddress } from '../address.ts'
export const ReleaseAddress: Operation<ReleaseAddressCommandInput, ReleaseAddressCommandOutput> = (
  { AllocationId, PublicIp: ip },
  call,
) => {
  if (ip && !AllocationId)
    throw awsError(
      'InvalidParameterValue',
      'You must specify an allocation id when releasing a VPC elastic IP address',
    )
  if (!AllocationId)
    throw awsError('MissingParameter', 'The request must contain the parameter AllocationId')
  const { PublicIp, AssociationId } = requireAddress(call, AllocationId)
  if (AssociationId) throw awsError('InvalidIPAddress.InUse', `Address ${PublicIp} is in use.`)
  networkOf(call).addresses.delete(AllocationId)
  return {}
}
