import type { Tag } from '@aws-sdk/client-ec2'
import { arn } from '../../../kernel/arn.ts'
import { newResourceId } from '../id.ts'
import type { SecurityGroupRuleRecord, Network, Owner } from '../records.ts'

export type NewRule = Omit<SecurityGroupRuleRecord, 'SecurityGroupRuleId' | 'Tags'> & {
  Tags?: Tag[]
}

/** Adds a rule to a group. */
export function createRule(network: Network, owner: Owner, rule: NewRule): SecurityGroupRuleRecord {
  const id = newResourceId('sgr')
  const record = {
    ...rule,
    SecurityGroupRuleId: id,
    SecurityGroupRuleArn: arn(owner, 'ec2', `security-group-rule/${id}`),
    GroupOwnerId: owner.account,
    Tags: rule.Tags ?? [],
  }
  network.securityGroupRules.set(id, record)
  return record
}

/** The rules of one group in one direction. */
export const securityGroupRulesOf = (network: Network, groupId: string, isEgress: boolean) =>
  [...network.securityGroupRules.values()].filter(
    ({ GroupId, IsEgress }) => GroupId === groupId && IsEgress === isEgress,
  )
