import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { unknownId } from './id.ts'
import { type Cidr, isReserved, parseCidr } from './cidr.ts'
import { networkOf } from './state.ts'
import type { VpcRecord } from './records.ts'
/** The VPC that callers get who name none; undefined when the account has deleted it. */
export const defaultVpc = (scope: Scope): VpcRecord | undefined =>
  networkOf(scope)
    .vpcs.values()
    .find(({ IsDefault }) => IsDefault)

export const findVpc = (scope: Scope, id: string): VpcRecord | undefined =>
  networkOf(scope).vpcs.get(id)

export const vpcNotFound = unknownId({
  prefix: 'vpc',
  malformed: 'InvalidVpcID.Malformed',
  notFound: (id) => awsError('InvalidVpcID.NotFound', `The vpc ID '${id}' does not exist`),
})

/** The VPC an operation names by its id, or EC2's error. */
export function requireVpc(scope: Scope, id: string): VpcRecord {
  const vpc = findVpc(scope, id)
  if (!vpc) throw vpcNotFound(id)
  return vpc
}

/** The CIDR block of a VPC: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html */
export function checkedVpcCidr(text: string): Cidr {
  const cidr = parseCidr(text)
  if (!cidr)
    throw awsError(
      'InvalidParameterValue',
      `Value (${text}) for parameter cidrBlock is invalid. This is not a valid CIDR block.`,
    )
  if (cidr.prefix < 16 || cidr.prefix > 28 || isReserved(cidr))
    throw awsError('InvalidVpc.Range', `The CIDR '${text}' is invalid.`)
  return cidr
}

/** All the IPv4 blocks of a VPC. */
export const cidrBlocksOf = ({ CidrBlockAssociationSet }: VpcRecord): string[] =>
  CidrBlockAssociationSet.map(({ CidrBlock }) => CidrBlock)
