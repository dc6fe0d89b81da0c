import type {
  DisassociateVpcCidrBlockCommandInput,
  DisassociateVpcCidrBlockCommandOutput,
} from '@aws-sdk/client-ec2'
import { awsError } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import { contains, parseCidr } from '../cidr.ts'
import { networkOf } from '../state.ts'
import { removeCidrBlock } from '../network/vpc.ts'

export const DisassociateVpcCidrBlock: Operation<
  DisassociateVpcCidrBlockCommandInput,
  DisassociateVpcCidrBlockCommandOutput
> = ({ AssociationId: id }, call) => {
  const network = networkOf(call)
  const [vpc, association] =
    [...network.vpcs.values()]
      .flatMap((each) => each.CidrBlockAssociationSet.map((one) => [each, one] as const))
      .find(([, { AssociationId }]) => AssociationId === id) ?? []
  if (!vpc || !association)
    throw awsError(
      'InvalidVpcCidrBlockAssociationID.NotFound',
      `The vpc CIDR block association ID '${id}' does not exist`,
    )
  if (association.CidrBlock === vpc.CidrBlock)
    throw awsError(
      'OperationNotPermitted',
      `The vpc CIDR block with association ID ${id} may not be disassociated. It is the primary IPv4 CIDR block of the VPC`,
    )
  const block = parseCidr(association.CidrBlock)!
  const isUsed = network.subnets
    .values()
    .some(({ VpcId, CidrBlock }) => VpcId === vpc.VpcId && contains(block, parseCidr(CidrBlock)!))
  if (isUsed)
    throw awsError(
      'InvalidCidrBlock.InUse',
      `The vpc ${vpc.VpcId} currently has a subnet within CIDR block ${association.CidrBlock}`,
    )
  removeCidrBlock(network, vpc, association.CidrBlock)
  return {
    VpcId: vpc.VpcId,
    CidrBlockAssociation: { ...association, CidrBlockState: { State: 'disassociating' } },
  }
}
