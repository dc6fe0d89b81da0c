import type {
  CreateNatGatewayCommandInput,
  CreateNatGatewayCommandOutput,
} from '@aws-sdk/client-ec2'
import type { Operation } from '../../service.ts'
import { awsError, notImplemented } from '../../../kernel/errors.ts'
import { createNatGateway } from '../nat-gateway.ts'
import { requireAddress } from '../address.ts'
import { requireSubnet } from '../subnet.ts'
import { tagsFor } from '../tag.ts'
/** Answered as pending, and found available or failed when it is looked at next. */
export const CreateNatGateway: Operation<
  CreateNatGatewayCommandInput,
  CreateNatGatewayCommandOutput
> = (
  { SubnetId, AllocationId, ConnectivityType = 'public', TagSpecifications, ...given },
  call,
) => {
  if (given.AvailabilityMode === 'regional') throw notImplemented('regional NAT gateways')
  if (!SubnetId)
    throw awsError('MissingParameter', 'The request must contain the parameter subnetId')
  const subnet = requireSubnet(call, SubnetId)
  if (ConnectivityType === 'public' && !AllocationId)
    throw awsError('MissingParameter', 'The request must include the AllocationId parameter.')
  if (ConnectivityType === 'private' && AllocationId)
    throw awsError(
      'InvalidParameterCombination',
      'AllocationId cannot be specified for a NAT Gateway with Connectivity Type private.',
    )
  const address = AllocationId ? requireAddress(call, AllocationId) : undefined
  const tags = tagsFor('natgateway', TagSpecifications)
  const gateway = createNatGateway(call, { subnet, address, tags })
  return { NatGateway: { ...gateway, State: 'pending' }, ClientToken: given.ClientToken }
}
