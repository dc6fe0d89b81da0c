import type { IpPermission, UserIdGroupPair } from '@aws-sdk/client-ec2'
import { isIPv6 } from 'node:net'
import { awsError } from '../../kernel/errors.ts'
import type { Given } from '../service.ts'
import type { Scope } from '../../kernel/scope.ts'
import { formatCidr, parseCidr } from './cidr.ts'
import { prefixListNotFound, prefixListsOf } from './prefix-list.ts'
import { groupNotFound, requireSecurityGroup } from './security-group.ts'
import { networkOf } from './state.ts'
import type { SecurityGroupRecord } from './records.ts'
import type { NewRule } from './network/security-group-rule.ts'

type Peer = Pick<
  NewRule,
  'CidrIpv4' | 'CidrIpv6' | 'PrefixListId' | 'ReferencedGroupInfo' | 'Description'
>

/** The sources or destinations of a permission, which are one rule each. */
export function peersOf(
  scope: Scope,
  group: SecurityGroupRecord,
  permission: Given<IpPermission>,
): Peer[] {
  const { IpRanges = [], Ipv6Ranges = [], PrefixListIds = [], UserIdGroupPairs = [] } = permission
  return [
    ...IpRanges.map(({ CidrIp = '', Description }) => ({
      CidrIpv4: canonical(CidrIp),
      Description: checkedRuleDescription(Description),
    })),
    ...Ipv6Ranges.map(({ CidrIpv6 = '', Description }) => ({
      CidrIpv6: canonicalIpv6(CidrIpv6),
      Description: checkedRuleDescription(Description),
    })),
    ...PrefixListIds.map(({ PrefixListId, Description }) => ({
      PrefixListId: knownPrefixList(scope, PrefixListId),
      Description: checkedRuleDescription(Description),
    })),
    ...UserIdGroupPairs.map((pair) => {
      const { GroupId, VpcId } = peerGroup(scope, group, pair)
      if (VpcId !== group.VpcId)
        throw awsError(
          'InvalidGroup.NotFound',
          'You have specified two resources that belong to different networks.',
        )
      return {
        ReferencedGroupInfo: { GroupId, UserId: scope.account },
        Description: checkedRuleDescription(pair.Description),
      }
    }),
  ]
}

/** The text of a rule's description; an empty one counts as none. */
export function checkedRuleDescription(text: string | undefined): string | undefined {
  if (!/^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{0,255}$/.test(text ?? ''))
    throw awsError(
      'InvalidParameterValue',
      'Invalid rule description. Valid descriptions are strings less than 256 characters from the following set: a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*',
    )
  return text || undefined
}

/** A group by its id, or by its name in the VPC of the group that gets the rule. */
function peerGroup(
  scope: Scope,
  { VpcId }: SecurityGroupRecord,
  { GroupId, GroupName = '' }: Given<UserIdGroupPair>,
): SecurityGroupRecord {
  if (GroupId) return requireSecurityGroup(scope, GroupId)
  const found = networkOf(scope)
    .securityGroups.values()
    .find((each) => each.GroupName === GroupName && each.VpcId === VpcId)
  if (!found) throw groupNotFound(GroupName)
  return found
}

function knownPrefixList({ region }: Scope, id = ''): string {
  if (!prefixListsOf(region).has(id)) throw prefixListNotFound(id)
  return id
}

const malformed = (block: string) =>
  awsError('InvalidParameterValue', `CIDR block ${block} is malformed`)

function canonical(block: string): string {
  const cidr = parseCidr(block)
  if (!cidr) throw malformed(block)
  return formatCidr(cidr)
}

/** An IPv6 block with its address in the shortest form. */
function canonicalIpv6(block: string): string {
  const [, address = '', prefix] = /^([\da-f:.]+)\/(\d{1,3})$/i.exec(block) ?? []
  if (!isIPv6(address) || Number(prefix) > 128) throw malformed(block)
  return `${new URL(`http://[${address}]`).hostname.slice(1, -1)}/${prefix}`
}
