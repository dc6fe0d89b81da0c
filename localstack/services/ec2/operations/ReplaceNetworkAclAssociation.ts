import type {
  ReplaceNetworkAclAssociationCommandInput,
  ReplaceNetworkAclAssociationCommandOutput,
} from '@aws-sdk/client-ec2'
import { awsError } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import { requireNetworkAcl } from '../network-acl.ts'
import { networkOf } from '../state.ts'
import { associateAcl, dissociateAcl } from '../network/network-acl.ts'

export const ReplaceNetworkAclAssociation: Operation<
  ReplaceNetworkAclAssociationCommandInput,
  ReplaceNetworkAclAssociationCommandOutput
> = ({ AssociationId, NetworkAclId }, call) => {
  const network = networkOf(call)
  const association = [...network.networkAcls.values()]
    .flatMap(({ Associations }) => Associations)
    .find(({ NetworkAclAssociationId }) => NetworkAclAssociationId === AssociationId)
  if (!association)
    throw awsError(
      'InvalidAssociationID.NotFound',
      `The association ID '${AssociationId}' does not exist`,
    )
  const acl = requireNetworkAcl(call, NetworkAclId)
  const { SubnetId } = association
  if (network.subnets.get(SubnetId)?.VpcId !== acl.VpcId)
    throw awsError(
      'InvalidParameterValue',
      `network ACL ${NetworkAclId} and subnet ${SubnetId} belong to different networks`,
    )
  dissociateAcl(network, SubnetId)
  return { NewAssociationId: associateAcl(acl, SubnetId) }
}
