import type { TagSpecification } from '@aws-sdk/client-ec2'
import { awsError } from '../../kernel/errors.ts'
import type { Given } from '../service.ts'
import type { Scope } from '../../kernel/scope.ts'
import { expandPermissions, type GivenPermissions, rulePhrase, sameRule } from './permission.ts'
import { groupNotFound, requireSecurityGroup } from './security-group.ts'
import { networkOf } from './state.ts'
import { tagsFor } from './tag.ts'
import { defaultVpc } from './vpc.ts'
import type { SecurityGroupRecord, SecurityGroupRuleRecord } from './records.ts'
import { createRule, securityGroupRulesOf } from './network/security-group-rule.ts'

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
  if (!found) throw groupNotFound(GroupName)
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
  if (wanted.length > maxRules) throw tooManyRules()
  wanted.forEach((rule, index) => {
    if ([...present, ...wanted.slice(0, index)].some((other) => sameRule(other, rule)))
      throw awsError(
        'InvalidPermission.Duplicate',
        `the specified rule "${rulePhrase(rule)}" already exists`,
      )
  })
  if (present.length + wanted.length > maxRules) throw tooManyRules()
  const Tags = tagsFor('security-group-rule', input.TagSpecifications)
  const SecurityGroupRules = wanted.map((rule) =>
    createRule(network, scope, { ...rule, Tags: structuredClone(Tags) }),
  )
  return { Return: true, SecurityGroupRules }
}

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
    ? input.SecurityGroupRuleIds.map((id) => byId(present, id))
    : expandPermissions(scope, group, isEgress, input).map((wanted) => {
        const found = present.find((rule) => sameRule(rule, wanted))
        if (!found)
          throw awsError(
            'InvalidPermission.NotFound',
            'The specified rule does not exist in this security group.',
          )
        return found
      })
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

function byId(rules: SecurityGroupRuleRecord[], id: string): SecurityGroupRuleRecord {
  const found = rules.find(({ SecurityGroupRuleId }) => SecurityGroupRuleId === id)
  if (!found) throw ruleNotFound(id)
  return found
}

export const ruleNotFound = (id: string) =>
  awsError(
    'InvalidSecurityGroupRuleId.NotFound',
    `The security group rule ID '${id}' does not exist`,
  )
