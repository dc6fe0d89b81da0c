import type { CreateVpcCommandInput, CreateVpcCommandOutput } from '@aws-sdk/client-ec2'
import { awsError } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import { formatCidr, isReserved, parseCidr } from '../cidr.ts'
import { networkOf } from '../state.ts'
import { tagsFor } from '../tag.ts'
import { createVpc } from '../network/vpc.ts'

export const CreateVpc: Operation<CreateVpcCommandInput, CreateVpcCommandOutput> = (
  { CidrBlock, TagSpecifications },
  call,
) => {
  if (!CidrBlock)
    throw awsError('MissingParameter', 'The request must contain the parameter cidrBlock')
  const cidr = parseCidr(CidrBlock)
  if (!cidr)
    throw awsError(
      'InvalidParameterValue',
      `Value (${CidrBlock}) for parameter cidrBlock is invalid. This is not a valid CIDR block.`,
    )
  if (cidr.prefix < 16 || cidr.prefix > 28 || isReserved(cidr))
    throw awsError('InvalidVpc.Range', `The CIDR '${CidrBlock}' is invalid.`)
  const Vpc = createVpc(networkOf(call), call, {
    cidrBlock: formatCidr(cidr),
    tags: tagsFor('vpc', TagSpecifications),
  })
  return { Vpc }
}
