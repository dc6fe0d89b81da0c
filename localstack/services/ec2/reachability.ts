import type { Scope } from '../../kernel/scope.ts'
import { isInside } from './cidr.ts'
import { networkOf } from './state.ts'
import type { SecurityGroupRuleRecord, NetworkInterfaceRecord } from './records.ts'
import { securityGroupRulesOf } from './network/security-group-rule.ts'

export interface Connection {
  from: NetworkInterfaceRecord
  to: NetworkInterfaceRecord
  port: number
}

/** The other end of a connection, as security group rules match it. */
interface Peer {
  address: string
  groups?: { GroupId: string }[]
  /** The prefix list that the address is part of. */
  prefixListId?: string | undefined
  port: number
}

/** True if security groups allow a TCP connection: the client's outbound and the server's inbound rules. https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html */
export const isAdmitted = (scope: Scope, { from, to, port }: Connection): boolean =>
  allowsOutbound(scope, from, { ...peerAt(to), port }) &&
  allowsInbound(scope, to.Groups, { ...peerAt(from), port })

const peerAt = ({ PrivateIpAddress, Groups }: NetworkInterfaceRecord) => ({
  address: PrivateIpAddress,
  groups: Groups,
})

/** True if an interface's security groups allow an outbound TCP connection; an interface without groups (a network load balancer's) allows all. */
export const allowsOutbound = (
  scope: Scope,
  { Groups }: NetworkInterfaceRecord,
  peer: Peer,
): boolean => Groups.length === 0 || someRule(scope, Groups, { isEgress: true, peer })

/** True if security groups allow an inbound TCP connection. */
export const allowsInbound = (scope: Scope, groups: { GroupId: string }[], peer: Peer): boolean =>
  someRule(scope, groups, { isEgress: false, peer })

function someRule(
  scope: Scope,
  groups: { GroupId: string }[],
  { isEgress, peer }: { isEgress: boolean; peer: Peer },
): boolean {
  const network = networkOf(scope)
  return groups.some(({ GroupId }) =>
    securityGroupRulesOf(network, GroupId, isEgress).some((rule) => covers(rule, peer)),
  )
}

function covers(
  rule: SecurityGroupRuleRecord,
  { address, groups = [], prefixListId, port }: Peer,
): boolean {
  const { IpProtocol, FromPort, ToPort, CidrIpv4, PrefixListId, ReferencedGroupInfo } = rule
  if (IpProtocol !== '-1' && !(IpProtocol === 'tcp' && FromPort <= port && port <= ToPort))
    return false
  if (CidrIpv4) return isInside(address, [CidrIpv4])
  if (PrefixListId) return PrefixListId === prefixListId
  return groups.some(({ GroupId }) => GroupId === ReferencedGroupInfo?.GroupId)
}
