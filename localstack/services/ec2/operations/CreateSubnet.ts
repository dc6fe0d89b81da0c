import type { CreateSubnetCommandInput, CreateSubnetCommandOutput } from '@aws-sdk/client-ec2'
import { awsError, notImplemented } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import type { Scope } from '../../../kernel/scope.ts'
import { type Cidr, contains, formatCidr, overlaps, parseCidr } from '../cidr.ts'
import { networkOf } from '../state.ts'
import { tagsFor } from '../tag.ts'
import { cidrBlocksOf, requireVpc } from '../vpc.ts'
import { zonesOf } from '../zone.ts'
import type { VpcRecord } from '../records.ts'
import { createSubnet } from '../network/subnet.ts'

export const CreateSubnet: Operation<CreateSubnetCommandInput, CreateSubnetCommandOutput> = (
  { VpcId, CidrBlock, AvailabilityZone, AvailabilityZoneId, TagSpecifications, ...given },
  call,
) => {
  const vpc = requireVpc(call, VpcId)
  if (given.Ipv6Native) checkIpv6Only(CidrBlock, given)
  for (const member of [
    'Ipv4IpamPoolId',
    'Ipv4NetmaskLength',
    'Ipv6CidrBlock',
    'Ipv6IpamPoolId',
    'Ipv6NetmaskLength',
    'OutpostArn',
  ] as const)
    if (given[member] !== undefined) throw notImplemented(`the member ${member}`)
  if (!CidrBlock)
    throw awsError(
      'MissingParameter',
      'Either IPv4 CIDR block or IPv6 CIDR block must be specified.',
    )
  const cidr = parseCidr(CidrBlock)
  if (!cidr)
    throw awsError(
      'InvalidParameterValue',
      `Value (${CidrBlock}) for parameter cidrBlock is invalid. This is not a valid CIDR block.`,
    )
  checkRange(call, vpc, cidr, CidrBlock)
  const Subnet = createSubnet(networkOf(call), call, {
    vpcId: vpc.VpcId,
    cidrBlock: formatCidr(cidr),
    zone: zoneFor(call.region, AvailabilityZone, AvailabilityZoneId),
    tags: tagsFor('subnet', TagSpecifications),
  })
  return { Subnet }
}

/** The words are those of moto's tests that were verified against AWS: getmoto/moto, `tests/test_ec2/test_subnets.py`. */
function checkIpv6Only(
  ipv4: string | undefined,
  given: Pick<CreateSubnetCommandInput, 'Ipv6CidrBlock' | 'Ipv6IpamPoolId' | 'Ipv4IpamPoolId'>,
): void {
  if (!given.Ipv6CidrBlock && !given.Ipv6IpamPoolId)
    throw awsError(
      'MissingParameter',
      "Either 'ipv6CidrBlock' or 'ipv6IpamPoolId' should be provided.",
    )
  if (ipv4 ?? given.Ipv4IpamPoolId)
    throw awsError(
      'InvalidParameterCombination',
      'When specifying ipv4 parameters, cidrBlock or ipv4IpamPoolId, you cannot set ipv6Native to true.',
    )
}

function checkRange(scope: Scope, vpc: VpcRecord, cidr: Cidr, text: string): void {
  const isInside = cidrBlocksOf(vpc).some((block) => contains(parseCidr(block)!, cidr))
  if (cidr.prefix < 16 || cidr.prefix > 28 || !isInside)
    throw awsError('InvalidSubnet.Range', `The CIDR '${text}' is invalid.`)
  const conflict = networkOf(scope)
    .subnets.values()
    .some(({ VpcId, CidrBlock }) => VpcId === vpc.VpcId && overlaps(parseCidr(CidrBlock)!, cidr))
  if (conflict)
    throw awsError('InvalidSubnet.Conflict', `The CIDR '${text}' conflicts with another subnet`)
}

function zoneFor(region: string, name: string | undefined, id: string | undefined): string {
  const zones = zonesOf(region)
  const wanted = name ?? id ?? zones[0]!.ZoneName
  const found = zones.find(({ ZoneName, ZoneId }) => ZoneName === wanted || ZoneId === wanted)
  if (found) return found.ZoneName
  throw awsError(
    'InvalidParameterValue',
    `Value (${wanted}) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: ${zones.map(({ ZoneName }) => ZoneName).join(', ')}.`,
  )
}
