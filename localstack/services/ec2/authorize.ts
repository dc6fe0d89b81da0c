import type { SecurityGroupRuleDescription, TagSpecification } from '@aws-sdk/client-ec2'
import { awsError } from '../../kernel/errors.ts'
import type { Given } from '../service.ts'
import type { Scope } from '../../kernel/scope.ts'
import { checkedRuleDescription } from './peer.ts'
import { expandPermissions, type GivenPermissions, rulePhrase, sameRule } from './permission.ts'
import { requireSecurityGroup } from './security-group.ts'
import { unknownId } from './id.ts'
import { networkOf } from './state.ts'
import { tagsFor } from './tag.ts'
import { defaultVpc } from './vpc.ts'
import type { SecurityGroupRecord, SecurityGroupRuleRecord } from './records.ts'
import { createRule, type NewRule, securityGroupRulesOf } from './network/security-group-rule.ts'

/** https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-security-groups */
const maxRules = 60

interface GivenGroup {
  GroupId?: string | undefined
  GroupName?: string | undefined
}

interface Authorization extends GivenGroup, GivenPermissions {
  TagSpecifications?: Given<TagSpecification>[] | undefined
}

interface Revocation extends GivenGroup, GivenPermissions {
  SecurityGroupRuleIds?: string[] | undefined
}

interface Descriptions extends GivenGroup, GivenPermissions {
  SecurityGroupRuleDescriptions?: Given<SecurityGroupRuleDescription>[] | undefined
}

/** A group by its id, or by its name in the default VPC. */
export function givenGroup(scope: Scope, { GroupId, GroupName }: GivenGroup): SecurityGroupRecord {
  if (GroupId) return requireSecurityGroup(scope, GroupId)
  if (!GroupName)
    throw awsError(
      'MissingParameter',
      'The request must contain the parameter groupName or groupId',
    )
  const vpc = defaultVpc(scope)
  const found = networkOf(scope)
    .securityGroups.values()
    .find((group) => group.GroupName === GroupName && group.VpcId === vpc?.VpcId)
  if (!found)
    throw awsError(
      'InvalidGroup.NotFound',
      `The security group '${GroupName}' does not exist in default VPC '${vpc?.VpcId}'`,
    )
  return found
}

/** Adds rules to a group, all or none. */
export function authorize(
  scope: Scope,
  isEgress: boolean,
  input: Authorization,
): { Return: boolean; SecurityGroupRules: SecurityGroupRuleRecord[] } {
  const network = networkOf(scope)
  const group = givenGroup(scope, input)
  const present = securityGroupRulesOf(network, group.GroupId, isEgress)
  const wanted = expandPermissions(scope, group, isEgress, input)
  checkNew(present, wanted)
  const Tags = tagsFor('security-group-rule', input.TagSpecifications)
  const SecurityGroupRules = wanted.map((rule) =>
    createRule(network, scope, { ...rule, Tags: structuredClone(Tags) }),
  )
  return { Return: true, SecurityGroupRules }
}

/** Rejects rules that are there already or given twice, and more rules than a group can have. */
export function checkNew(present: SecurityGroupRuleRecord[], wanted: NewRule[]): void {
  if (exceeds(wanted)) throw tooManyRules()
  wanted.forEach((rule, index) => {
    if (wanted.slice(0, index).some((other) => sameRule(other, rule)))
      throw awsError('InvalidParameterValue', 'The same permission must not appear multiple times')
    if (present.some((other) => sameRule(other, rule)))
      throw awsError(
        'InvalidPermission.Duplicate',
        `the specified rule "${rulePhrase(rule)}" already exists`,
      )
  })
  if (exceeds([...present, ...wanted])) throw tooManyRules()
}

/** Rules for IPv4 and for IPv6 are counted apart; one for a group counts as both. */
const exceeds = (rules: NewRule[]): boolean =>
  [
    rules.filter(({ CidrIpv6 }) => !CidrIpv6),
    rules.filter(({ CidrIpv6, ReferencedGroupInfo }) => CidrIpv6 ?? ReferencedGroupInfo),
  ].some(({ length }) => length > maxRules)

const tooManyRules = () =>
  awsError(
    'RulesPerSecurityGroupLimitExceeded',
    'The maximum number of rules per security group has been reached.',
  )

/** Removes rules from a group, by id or by content. */
export function revoke(scope: Scope, isEgress: boolean, input: Revocation) {
  const network = networkOf(scope)
  const group = givenGroup(scope, input)
  const present = securityGroupRulesOf(network, group.GroupId, isEgress)
  const revoked = input.SecurityGroupRuleIds
    ? input.SecurityGroupRuleIds.map((id) => ruleById(present, id))
    : expandPermissions(scope, group, isEgress, input).map((wanted) => sameAs(present, wanted))
  for (const { SecurityGroupRuleId } of revoked)
    network.securityGroupRules.delete(SecurityGroupRuleId)
  return {
    Return: true,
    UnknownIpPermissions: [],
    RevokedSecurityGroupRules: revoked.map(({ ReferencedGroupInfo, ...rule }) => ({
      ...rule,
      ReferencedGroupId: ReferencedGroupInfo?.GroupId,
    })),
  }
}

function sameAs(rules: SecurityGroupRuleRecord[], wanted: NewRule): SecurityGroupRuleRecord {
  const found = rules.find((rule) => sameRule(rule, wanted))
  if (!found)
    throw awsError(
      'InvalidPermission.NotFound',
      'The specified rule does not exist in this security group.',
    )
  return found
}

/** Changes the descriptions of rules, given by id or by content; one that is not given goes. */
export function updateDescriptions(scope: Scope, isEgress: boolean, input: Descriptions) {
  const group = givenGroup(scope, input)
  const present = securityGroupRulesOf(networkOf(scope), group.GroupId, isEgress)
  const changes = input.SecurityGroupRuleDescriptions
    ? input.SecurityGroupRuleDescriptions.map(({ SecurityGroupRuleId = '', Description }) => ({
        rule: ruleById(present, SecurityGroupRuleId),
        Description: checkedRuleDescription(Description),
      }))
    : expandPermissions(scope, group, isEgress, input).map((wanted) => ({
        rule: sameAs(present, wanted),
        Description: wanted.Description,
      }))
  for (const { rule, Description } of changes) rule.Description = Description
  return { Return: true }
}

/** The rule of a group an operation names by its id, or EC2's error. */
export function ruleById(rules: SecurityGroupRuleRecord[], id: string): SecurityGroupRuleRecord {
  const found = rules.find(({ SecurityGroupRuleId }) => SecurityGroupRuleId === id)
  if (!found) throw ruleNotFound(id)
  return found
}

export const ruleNotFound = unknownId({
  prefix: 'sgr',
  malformed: 'InvalidSecurityGroupRuleId.Malformed',
  notFound: (id) =>
    awsError(
      'InvalidSecurityGroupRuleId.NotFound',
      `The security group rule ID '${id}' does not exist`,
    ),
})
