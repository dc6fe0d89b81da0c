import type { IpPermission } from '@aws-sdk/client-ec2'
import { awsError } from '../../kernel/errors.ts'
import { own } from '../../kernel/own.ts'
import type { Given } from '../service.ts'
import type { Scope } from '../../kernel/scope.ts'
import { peersOf } from './peer.ts'
import type { SecurityGroupRecord, SecurityGroupRuleRecord } from './records.ts'
import type { NewRule } from './network/security-group-rule.ts'

/** Permissions as Authorize and Revoke take them: a list, or one permission spelt out in the request. */
export interface GivenPermissions {
  IpPermissions?: Given<IpPermission>[] | undefined
  IpProtocol?: string | undefined
  FromPort?: number | undefined
  ToPort?: number | undefined
  CidrIp?: string | undefined
  SourceSecurityGroupName?: string | undefined
}

/** The single rules that permissions stand for: one for each peer. */
export function expandPermissions(
  scope: Scope,
  group: SecurityGroupRecord,
  isEgress: boolean,
  given: GivenPermissions,
): NewRule[] {
  const { IpPermissions, IpProtocol, FromPort, ToPort, CidrIp, SourceSecurityGroupName } = given
  const IpRanges = CidrIp ? [{ CidrIp }] : []
  const UserIdGroupPairs = SourceSecurityGroupName ? [{ GroupName: SourceSecurityGroupName }] : []
  const spelt = IpProtocol
    ? [{ IpProtocol, FromPort, ToPort, IpRanges, UserIdGroupPairs }]
    : SourceSecurityGroupName
      ? allTraffic.map((permission) => ({ ...permission, UserIdGroupPairs }))
      : []
  const permissions = IpPermissions ?? spelt
  if (permissions.length === 0)
    throw awsError('MissingParameter', 'The request must contain the parameter ipPermissions')
  return permissions.flatMap((permission) => {
    const base = { GroupId: group.GroupId, IsEgress: isEgress, ...portsOf(permission) }
    return peersOf(scope, group, permission).map((peer) => ({ ...base, ...peer }))
  })
}

/** The permissions that a source group gets when no protocol is named: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html */
const allTraffic = [
  { IpProtocol: 'icmp', FromPort: -1, ToPort: -1 },
  { IpProtocol: 'tcp', FromPort: 0, ToPort: 65535 },
  { IpProtocol: 'udp', FromPort: 0, ToPort: 65535 },
]

const protocolNames: Record<string, string> = {
  '1': 'icmp',
  '6': 'tcp',
  '17': 'udp',
  '58': 'icmpv6',
  all: '-1',
}

const named = new Set(['icmp', 'tcp', 'udp', 'icmpv6', '-1'])

function portsOf({ IpProtocol, FromPort, ToPort }: Given<IpPermission>) {
  if (!IpProtocol) throw noProtocol()
  const lower = IpProtocol.toLowerCase()
  const protocol = own(protocolNames, lower) ?? lower
  if (!named.has(protocol) && !(/^\d+$/.test(protocol) && Number(protocol) < 256))
    throw awsError(
      'InvalidParameterValue',
      `Invalid value '${IpProtocol}' for IP protocol. Unknown protocol.`,
    )
  if (protocol === 'tcp' || protocol === 'udp') checkPortRange(FromPort, ToPort)
  const hasPorts = protocol !== '-1' && named.has(protocol)
  return {
    IpProtocol: protocol,
    FromPort: hasPorts ? (FromPort ?? -1) : -1,
    ToPort: hasPorts ? (ToPort ?? -1) : -1,
  }
}

export const noProtocol = () =>
  awsError(
    'InvalidParameterValue',
    "Invalid value 'null' for protocol. VPC security group rules must specify protocols explicitly.",
  )

function checkPortRange(from: number | undefined, to: number | undefined): void {
  const invalid = (what: string) =>
    awsError('InvalidParameterValue', `Invalid value '${what}' for portRange.`)
  if (from === undefined || to === undefined)
    throw invalid('Must specify both from and to ports with TCP/UDP.')
  if (from < 0 || to > 65535 || from > to) throw invalid(`${from}-${to}`)
}

type AnyRule = NewRule | SecurityGroupRuleRecord

const peerOf = ({ CidrIpv4, CidrIpv6, PrefixListId, ReferencedGroupInfo }: AnyRule) =>
  CidrIpv4 ?? CidrIpv6 ?? PrefixListId ?? ReferencedGroupInfo?.GroupId ?? ''

/** True if two rules of one group and direction are equal except for their descriptions. */
export const sameRule = (a: AnyRule, b: AnyRule) =>
  a.IpProtocol === b.IpProtocol &&
  a.FromPort === b.FromPort &&
  a.ToPort === b.ToPort &&
  peerOf(a) === peerOf(b)

/** A rule as InvalidPermission.Duplicate names it. */
export function rulePhrase(rule: AnyRule): string {
  const protocol = rule.IpProtocol === '-1' ? 'ALL' : rule.IpProtocol.toUpperCase()
  const ports =
    rule.IpProtocol === '-1' ? '' : `, from port: ${rule.FromPort}, to port: ${rule.ToPort}`
  return `peer: ${peerOf(rule)}, ${protocol}${ports}, ALLOW`
}

/** Rules as DescribeSecurityGroups shows them: one permission for each protocol and port range. */
export function permissionsOf(rules: SecurityGroupRuleRecord[]): IpPermission[] {
  const groups = Map.groupBy(rules, (rule) => `${rule.IpProtocol} ${rule.FromPort} ${rule.ToPort}`)
  return [...groups.values()].map((same) => {
    const [{ IpProtocol, FromPort, ToPort }] = same as [SecurityGroupRuleRecord]
    return {
      IpProtocol,
      ...(IpProtocol !== '-1' && { FromPort, ToPort }),
      IpRanges: same.flatMap(({ CidrIpv4, Description }) =>
        CidrIpv4 ? [{ CidrIp: CidrIpv4, Description }] : [],
      ),
      Ipv6Ranges: same.flatMap(({ CidrIpv6, Description }) =>
        CidrIpv6 ? [{ CidrIpv6, Description }] : [],
      ),
      UserIdGroupPairs: same.flatMap(({ ReferencedGroupInfo, Description }) =>
        ReferencedGroupInfo ? [{ ...ReferencedGroupInfo, Description }] : [],
      ),
      PrefixListIds: same.flatMap(({ PrefixListId, Description }) =>
        PrefixListId ? [{ PrefixListId, Description }] : [],
      ),
    }
  })
}
