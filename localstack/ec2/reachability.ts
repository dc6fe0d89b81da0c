import type { Scope } from '../operation.ts'
import { isInside } from './cidr.ts'
import type { NetworkInterface } from './network-interface.ts'
import { rulesOf, type SecurityGroupRule } from './security-group-rule.ts'
import { networkOf } from './state.ts'

export interface Connection {
  from: NetworkInterface
  to: NetworkInterface
  port: number
}

/** Whether security groups let a TCP connection through: the caller's out, the called one's in. https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html */
export function isAdmitted(scope: Scope, { from, to, port }: Connection): boolean {
  const network = networkOf(scope)
  const some = (own: NetworkInterface, isEgress: boolean, peer: NetworkInterface) =>
    own.Groups.some(({ GroupId }) =>
      rulesOf(network, GroupId, isEgress).some((rule) => covers(rule, peer, port)),
    )
  return some(from, true, to) && some(to, false, from)
}

function covers(rule: SecurityGroupRule, peer: NetworkInterface, port: number): boolean {
  const { IpProtocol, FromPort, ToPort, CidrIpv4, ReferencedGroupInfo } = rule
  if (IpProtocol !== '-1' && !(IpProtocol === 'tcp' && FromPort <= port && port <= ToPort))
    return false
  if (CidrIpv4) return isInside(peer.PrivateIpAddress, [CidrIpv4])
  return peer.Groups.some(({ GroupId }) => GroupId === ReferencedGroupInfo?.GroupId)
}
