import type { CreateNetworkAclEntryCommandInput, NetworkAclEntry } from '@aws-sdk/client-ec2'
import { awsError, notImplemented } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { Given } from '../service.ts'
import { formatCidr, parseCidr } from './cidr.ts'
import { unknownId } from './id.ts'
import { networkOf } from './state.ts'
import type { NetworkAclRecord } from './records.ts'

export const networkAclNotFound = unknownId({
  prefix: 'acl',
  malformed: 'InvalidNetworkAclId.Malformed',
  notFound: (id) =>
    awsError('InvalidNetworkAclID.NotFound', `The networkAcl ID '${id}' does not exist`),
})

/** The ACL an operation names by its id, or EC2's error. */
export function requireNetworkAcl(scope: Scope, id: string): NetworkAclRecord {
  const acl = networkOf(scope).networkAcls.get(id)
  if (!acl) throw networkAclNotFound(id)
  return acl
}

/** The entry of an ACL with this number in this direction. */
export const findEntry = (
  { Entries }: NetworkAclRecord,
  { RuleNumber, Egress }: Pick<NetworkAclEntry, 'RuleNumber' | 'Egress'>,
): NetworkAclEntry | undefined =>
  Entries.find((entry) => entry.RuleNumber === RuleNumber && entry.Egress === Egress)

/** The entry an operation names, or EC2's error. */
export function requireEntry(
  acl: NetworkAclRecord,
  named: Pick<NetworkAclEntry, 'RuleNumber' | 'Egress'>,
): NetworkAclEntry {
  const entry = findEntry(acl, named)
  if (!entry)
    throw awsError(
      'InvalidNetworkAclEntry.NotFound',
      `The specified ${named.Egress ? 'egress' : 'ingress'} entry with rule number ${named.RuleNumber} does not exist in the network ACL.`,
    )
  return entry
}

const protocolNumbers: Record<string, string> = { icmp: '1', tcp: '6', udp: '17', all: '-1' }

/** An entry as it is kept: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkAclEntry.html */
export function checkedEntry(
  input: Omit<Given<CreateNetworkAclEntryCommandInput>, 'DryRun' | 'NetworkAclId'>,
): NetworkAclEntry {
  const { RuleNumber, RuleAction, Egress, CidrBlock, Ipv6CidrBlock, PortRange } = input
  if (Ipv6CidrBlock) throw notImplemented('network ACL entries for IPv6')
  if (RuleNumber < 1 || RuleNumber > 32766)
    throw awsError(
      'InvalidParameterValue',
      `Value (${RuleNumber}) for parameter ruleNumber is invalid. The ruleNumber must be between 1 and 32766 inclusive.`,
    )
  if (!CidrBlock)
    throw awsError('MissingParameter', 'The request must contain the parameter cidrBlock')
  const cidr = parseCidr(CidrBlock)
  if (!cidr)
    throw awsError(
      'InvalidParameterValue',
      `Value (${CidrBlock}) for parameter cidrBlock is invalid. This is not a valid CIDR block.`,
    )
  const Protocol = protocolNumbers[input.Protocol.toLowerCase()] ?? input.Protocol
  if (!/^(-1|\d{1,3})$/.test(Protocol) || Number(Protocol) > 255)
    throw awsError('InvalidParameterValue', `Invalid value '${input.Protocol}' for IP protocol.`)
  const hasPorts = Protocol === '6' || Protocol === '17'
  if (hasPorts && (PortRange?.From === undefined || PortRange.To === undefined))
    throw awsError('MissingParameter', 'The request must contain the parameter PortRange')
  return {
    RuleNumber,
    RuleAction,
    Egress,
    CidrBlock: formatCidr(cidr),
    Protocol,
    ...(hasPorts && { PortRange: { From: PortRange!.From, To: PortRange!.To } }),
    ...(Protocol === '1' && { IcmpTypeCode: input.IcmpTypeCode ?? { Type: -1, Code: -1 } }),
  }
}
