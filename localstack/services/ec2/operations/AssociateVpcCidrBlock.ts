import type {
  AssociateVpcCidrBlockCommandInput,
  AssociateVpcCidrBlockCommandOutput,
} from '@aws-sdk/client-ec2'
import { awsError, notImplemented } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import { formatCidr, overlaps, parseCidr } from '../cidr.ts'
import { networkOf } from '../state.ts'
import { checkedVpcCidr, requireVpc } from '../vpc.ts'
import { addCidrBlock } from '../network/vpc.ts'

export const AssociateVpcCidrBlock: Operation<
  AssociateVpcCidrBlockCommandInput,
  AssociateVpcCidrBlockCommandOutput
> = ({ VpcId, CidrBlock, AmazonProvidedIpv6CidrBlock, ...others }, call) => {
  const [other] = Object.keys(others)
  if (AmazonProvidedIpv6CidrBlock) throw notImplemented('IPv6')
  if (other) throw notImplemented(other)
  const vpc = requireVpc(call, VpcId)
  if (!CidrBlock)
    throw awsError('MissingParameter', 'The request must contain the parameter cidrBlock')
  const cidr = checkedVpcCidr(CidrBlock)
  const blocks = vpc.CidrBlockAssociationSet.map((each) => parseCidr(each.CidrBlock)!)
  if (blocks.some((block) => overlaps(block, cidr)))
    throw awsError('InvalidVpc.Range', `The CIDR '${CidrBlock}' is invalid.`)
  if (blocks.length >= maxBlocks)
    throw awsError(
      'CidrLimitExceeded',
      `This network ${VpcId} has met its maximum number of allowed CIDRs: ${maxBlocks}`,
    )
  const association = addCidrBlock(networkOf(call), vpc, formatCidr(cidr))
  return {
    VpcId,
    CidrBlockAssociation: { ...association, CidrBlockState: { State: 'associating' } },
  }
}

/** https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-vpcs-subnets */
const maxBlocks = 5
