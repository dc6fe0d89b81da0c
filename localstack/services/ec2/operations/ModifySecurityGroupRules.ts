import type {
  ModifySecurityGroupRulesCommandInput,
  ModifySecurityGroupRulesCommandOutput,
  SecurityGroupRuleRequest,
} from '@aws-sdk/client-ec2'
import type { Given, Operation } from '../../service.ts'
import { awsError } from '../../../kernel/errors.ts'
import { checkNew, ruleById } from '../authorize.ts'
import { expandPermissions, noProtocol } from '../permission.ts'
import { requireSecurityGroup } from '../security-group.ts'
import { networkOf } from '../state.ts'
import { securityGroupRulesOf } from '../network/security-group-rule.ts'

/** Replaces rules; they keep their ids and tags. */
export const ModifySecurityGroupRules: Operation<
  ModifySecurityGroupRulesCommandInput,
  ModifySecurityGroupRulesCommandOutput
> = ({ GroupId, SecurityGroupRules }, call) => {
  const network = networkOf(call)
  const group = requireSecurityGroup(call, GroupId)
  const rules = [true, false].flatMap((isEgress) =>
    securityGroupRulesOf(network, GroupId, isEgress),
  )
  const changes = SecurityGroupRules.flatMap(({ SecurityGroupRuleId, SecurityGroupRule = {} }) => {
    const rule = ruleById(rules, SecurityGroupRuleId)
    checkRule(SecurityGroupRule)
    const IpPermissions = [permissionOf(SecurityGroupRule)]
    return expandPermissions(call, group, rule.IsEgress, { IpPermissions }).map((changed) => ({
      rule,
      changed,
    }))
  })
  const replaced = new Set(changes.map(({ rule }) => rule))
  const staying = rules.filter((rule) => !replaced.has(rule))
  for (const isEgress of [true, false])
    checkNew(
      staying.filter(({ IsEgress }) => IsEgress === isEgress),
      changes.flatMap(({ changed }) => (changed.IsEgress === isEgress ? [changed] : [])),
    )
  const noPeer = { CidrIpv4: undefined, CidrIpv6: undefined, PrefixListId: undefined }
  for (const { rule, changed } of changes)
    Object.assign(
      rule,
      { ...noPeer, ReferencedGroupInfo: undefined, Description: undefined },
      changed,
    )
  return { Return: true }
}

/** Other words than Authorize has for the same: recorded by moto's tests that run on AWS as well. */
function checkRule(rule: Given<SecurityGroupRuleRequest>): void {
  const { IpProtocol, FromPort, ToPort } = rule
  if (!IpProtocol) throw noProtocol()
  if (/^(tcp|udp|6|17)$/i.test(IpProtocol) && (FromPort === undefined || ToPort === undefined))
    throw awsError(
      'InvalidParameterValue',
      'Invalid value for portRange. Must specify both from and to ports with TCP/UDP.',
    )
  const { CidrIpv4, CidrIpv6, PrefixListId, ReferencedGroupId } = rule
  const peers = [CidrIpv4, CidrIpv6, PrefixListId, ReferencedGroupId].filter(
    (peer) => peer !== undefined,
  )
  if (peers.length === 0)
    throw awsError(
      'MissingParameter',
      'The request must contain exactly one of: cidrIp, cidrIpv6, prefixListId, or referencedGroupId',
    )
  if (peers.length > 1)
    throw awsError(
      'InvalidParameterCombination',
      'Only one of cidrIp, cidrIpv6, prefixListId, or referencedGroupId can be specified',
    )
}

const permissionOf = (rule: Given<SecurityGroupRuleRequest>) => {
  const { IpProtocol, FromPort, ToPort, Description } = rule
  const { CidrIpv4, CidrIpv6, PrefixListId, ReferencedGroupId } = rule
  return {
    IpProtocol,
    FromPort,
    ToPort,
    IpRanges: CidrIpv4 === undefined ? [] : [{ CidrIp: CidrIpv4, Description }],
    Ipv6Ranges: CidrIpv6 === undefined ? [] : [{ CidrIpv6, Description }],
    PrefixListIds: PrefixListId === undefined ? [] : [{ PrefixListId, Description }],
    UserIdGroupPairs:
      ReferencedGroupId === undefined ? [] : [{ GroupId: ReferencedGroupId, Description }],
  }
}
