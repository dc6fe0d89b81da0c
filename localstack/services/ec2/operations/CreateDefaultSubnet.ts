import type {
  CreateDefaultSubnetCommandInput,
  CreateDefaultSubnetCommandOutput,
} from '@aws-sdk/client-ec2'
import { awsError, notImplemented } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import { formatCidr, overlaps, parseCidr } from '../cidr.ts'
import { networkOf } from '../state.ts'
import { defaultVpc } from '../vpc.ts'
import { zonesOf } from '../zone.ts'
import { createSubnet } from '../network/subnet.ts'

export const CreateDefaultSubnet: Operation<
  CreateDefaultSubnetCommandInput,
  CreateDefaultSubnetCommandOutput
> = ({ AvailabilityZone, AvailabilityZoneId, Ipv6Native }, call) => {
  if (Ipv6Native) throw notImplemented('Ipv6Native')
  const network = networkOf(call)
  const zone = zonesOf(call.region).find(
    ({ ZoneName, ZoneId }) => ZoneName === AvailabilityZone || ZoneId === AvailabilityZoneId,
  )
  const given = AvailabilityZone ?? AvailabilityZoneId
  if (!given)
    throw awsError('MissingParameter', 'The request must contain the parameter availabilityZone')
  if (!zone)
    throw awsError(
      'InvalidParameterValue',
      `Value (${given}) for parameter availabilityZone is invalid.`,
    )
  const vpc = defaultVpc(call)
  if (!vpc)
    throw awsError(
      'DefaultVpcDoesNotExist',
      'No default VPC exists for this account in this region.',
    )
  const subnets = [...network.subnets.values()].filter(({ VpcId }) => VpcId === vpc.VpcId)
  const twin = subnets.find(
    (subnet) => subnet.DefaultForAz && subnet.AvailabilityZone === zone.ZoneName,
  )
  if (twin)
    throw awsError(
      'DefaultSubnetAlreadyExistsInAvailabilityZone',
      `'${twin.SubnetId}' is already the default subnet in ${zone.ZoneName}.`,
    )
  const taken = subnets.map(({ CidrBlock }) => parseCidr(CidrBlock)!)
  const free = blocks.find((block) => !taken.some((each) => overlaps(each, block)))
  if (!free)
    throw awsError(
      'InsufficientCidrBlocks',
      'There are not enough free addresses in the default VPC for a default subnet.',
    )
  const Subnet = createSubnet(network, call, {
    vpcId: vpc.VpcId,
    cidrBlock: formatCidr(free),
    zone: zone.ZoneName,
    isDefault: true,
  })
  return { Subnet }
}

/** The sixteen blocks of a default VPC: https://docs.aws.amazon.com/vpc/latest/userguide/default-subnet.html */
const blocks = Array.from({ length: 16 }, (_, index) => parseCidr(`172.31.${index * 16}.0/20`)!)
