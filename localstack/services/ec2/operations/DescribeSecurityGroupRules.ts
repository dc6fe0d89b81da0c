import type {
  DescribeSecurityGroupRulesCommandInput,
  DescribeSecurityGroupRulesCommandOutput,
} from '@aws-sdk/client-ec2'
import { awsError } from '../../../kernel/errors.ts'
import { type Operation, readOnly } from '../../service.ts'
import { ruleNotFound } from '../authorize.ts'
import { describe, type Filters } from '../describe.ts'
import { networkOf } from '../state.ts'
import type { SecurityGroupRuleRecord } from '../records.ts'

export const DescribeSecurityGroupRules: Operation<
  DescribeSecurityGroupRulesCommandInput,
  DescribeSecurityGroupRulesCommandOutput
> = readOnly(({ SecurityGroupRuleIds: ids, ...query }, call) => {
  for (const { Name, Values = [] } of query.Filters ?? [])
    if (Name === 'group-id') Values.forEach(checkGroupId)
  const { page, NextToken } = describe(
    networkOf(call).securityGroupRules,
    { ids, ...query },
    { filters, notFound: ruleNotFound, tags: ({ Tags }) => Tags },
  )
  return { SecurityGroupRules: page, NextToken }
})

function checkGroupId(id: string): void {
  if (!id.startsWith('sg-') && !id.includes('*'))
    throw awsError('InvalidGroupId.Malformed', `The security group ID '${id}' is malformed`)
}

const filters: Filters<SecurityGroupRuleRecord> = {
  'group-id': ({ GroupId }) => [GroupId],
  'security-group-rule-id': ({ SecurityGroupRuleId }) => [SecurityGroupRuleId],
}
