import type { CreateVpcCommandInput, CreateVpcCommandOutput } from '@aws-sdk/client-ec2'
import { awsError, notImplemented } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import { formatCidr } from '../cidr.ts'
import { networkOf } from '../state.ts'
import { tagsFor } from '../tag.ts'
import { checkedVpcCidr } from '../vpc.ts'
import { createVpc } from '../network/vpc.ts'

/** Answered as pending, and available when it is looked at next. */
export const CreateVpc: Operation<CreateVpcCommandInput, CreateVpcCommandOutput> = (
  { CidrBlock, InstanceTenancy, AmazonProvidedIpv6CidrBlock, TagSpecifications, ...given },
  call,
) => {
  if (!CidrBlock)
    throw awsError('MissingParameter', 'The request must contain the parameter cidrBlock')
  if (AmazonProvidedIpv6CidrBlock) throw notImplemented('IPv6')
  for (const member of [
    'Ipv4IpamPoolId',
    'Ipv4NetmaskLength',
    'Ipv6CidrBlock',
    'Ipv6CidrBlockNetworkBorderGroup',
    'Ipv6IpamPoolId',
    'Ipv6NetmaskLength',
    'Ipv6Pool',
    'VpcEncryptionControl',
  ] as const)
    if (given[member] !== undefined) throw notImplemented(`the member ${member}`)
  const Vpc = createVpc(networkOf(call), call, {
    cidrBlock: formatCidr(checkedVpcCidr(CidrBlock)),
    instanceTenancy: InstanceTenancy,
    tags: tagsFor('vpc', TagSpecifications),
  })
  return { Vpc: { ...Vpc, State: 'pending' } }
}
