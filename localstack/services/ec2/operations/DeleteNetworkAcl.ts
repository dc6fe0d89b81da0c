import type {
  DeleteNetworkAclCommandInput,
  DeleteNetworkAclCommandOutput,
} from '@aws-sdk/client-ec2'
import { awsError } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import { requireNetworkAcl } from '../network-acl.ts'
import { networkOf } from '../state.ts'

export const DeleteNetworkAcl: Operation<
  DeleteNetworkAclCommandInput,
  DeleteNetworkAclCommandOutput
> = ({ NetworkAclId: id }, call) => {
  const { IsDefault, Associations } = requireNetworkAcl(call, id)
  if (IsDefault) throw awsError('InvalidParameterValue', `cannot delete default network ACL ${id}`)
  if (Associations.length > 0)
    throw awsError(
      'DependencyViolation',
      `The networkAcl '${id}' has dependencies and cannot be deleted.`,
    )
  networkOf(call).networkAcls.delete(id)
  return {}
}
