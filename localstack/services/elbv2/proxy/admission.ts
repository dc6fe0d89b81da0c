import {
  isInside,
  isPublicSubnet,
  networkOf,
  parseCidr,
  securityGroupRulesOf,
  type SecurityGroupRuleRecord,
} from '../../ec2/public.ts'
import type { Scope } from '../../../kernel/scope.ts'
import type { LoadBalancerRecord } from '../records.ts'
import type { Front } from './exchange.ts'

/**
 * True if a client on this machine would reach a listener on AWS; if not, nothing answers.
 * The caller counts as a client on the internet: its address is public, and it is not known which.
 */
export function admitsCallers({ scope, balancer, listener: { Port } }: Front): boolean {
  const obstacle = obstacleOf(scope, balancer, Port)
  if (obstacle)
    scope.log('elbv2', `${balancer.LoadBalancerName}:${Port} gives no answer, ${obstacle}`)
  return obstacle === undefined
}

function obstacleOf(scope: Scope, balancer: LoadBalancerRecord, port: number): string | undefined {
  const { Scheme, SecurityGroups, interfaces } = balancer
  const network = networkOf(scope)
  if (Scheme === 'internal') return 'it is internal and cannot be reached from outside its VPC'
  if (!interfaces.some(({ subnetId }) => isPublicSubnet(network, subnetId)))
    return 'none of its subnets leads to an internet gateway'
  const isOpen =
    SecurityGroups.length === 0 ||
    SecurityGroups.some((id) =>
      securityGroupRulesOf(network, id, false).some((rule) => admits(rule, port)),
    )
  if (isOpen) return undefined
  return `its security groups ${SecurityGroups.join(', ')} do not admit the internet on port ${port}`
}

/** Ranges that no address on the internet is in: RFC 1918 and RFC 6598, those of this host and link. */
const privateBlocks = [
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
]

function admits(rule: SecurityGroupRuleRecord, port: number): boolean {
  const { IpProtocol, FromPort, ToPort, CidrIpv4 } = rule
  const onPort = IpProtocol === '-1' || (IpProtocol === 'tcp' && FromPort <= port && port <= ToPort)
  return onPort && CidrIpv4 !== undefined && !isPrivate(CidrIpv4)
}

function isPrivate(block: string): boolean {
  const { prefix } = parseCidr(block)!
  return prefix >= 8 && isInside(block.split('/')[0]!, privateBlocks)
}
