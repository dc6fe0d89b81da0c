import type { DeleteSubnetCommandInput, DeleteSubnetCommandOutput } from '@aws-sdk/client-ec2'
import { awsError } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import { networkOf } from '../state.ts'
import { dissociateAcl } from '../network/network-acl.ts'
import { requireSubnet } from '../subnet.ts'

export const DeleteSubnet: Operation<DeleteSubnetCommandInput, DeleteSubnetCommandOutput> = (
  { SubnetId: id },
  call,
) => {
  const { subnets, networkInterfaces, routeTables } = networkOf(call)
  requireSubnet(call, id)
  if (networkInterfaces.values().some(({ SubnetId }) => SubnetId === id))
    throw awsError(
      'DependencyViolation',
      `The subnet '${id}' has dependencies and cannot be deleted.`,
    )
  for (const table of routeTables.values())
    table.Associations = table.Associations.filter(({ SubnetId }) => SubnetId !== id)
  dissociateAcl(networkOf(call), id)
  subnets.delete(id)
  return {}
}
