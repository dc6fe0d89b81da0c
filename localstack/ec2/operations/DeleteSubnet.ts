import type { DeleteSubnetCommandInput, DeleteSubnetCommandOutput } from '@aws-sdk/client-ec2'
import { awsError } from '../../errors.ts'
import type { Operation } from '../../operation.ts'
import { networkOf } from '../state.ts'
import { findSubnet, subnetNotFound } from '../subnet.ts'

export const DeleteSubnet: Operation<DeleteSubnetCommandInput, DeleteSubnetCommandOutput> = (
  { SubnetId: id },
  call,
) => {
  const { subnets, networkInterfaces } = networkOf(call)
  if (!findSubnet(call, id)) throw subnetNotFound(id)
  if (networkInterfaces.values().some(({ SubnetId }) => SubnetId === id))
    throw awsError(
      'DependencyViolation',
      `The subnet '${id}' has dependencies and cannot be deleted.`,
    )
  subnets.delete(id)
  return {}
}
