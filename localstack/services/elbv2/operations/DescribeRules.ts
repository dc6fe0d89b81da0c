import type {
  DescribeRulesCommandInput,
  DescribeRulesCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { awsError } from '../../../kernel/errors.ts'
import { type Operation, readOnly } from '../../service.ts'
import { requireListener } from '../listener.ts'
import { pageOf } from '../page.ts'
import { defaultRule, requireRule, rulesOf } from '../rule.ts'

export const DescribeRules: Operation<DescribeRulesCommandInput, DescribeRulesCommandOutput> =
  readOnly(({ ListenerArn, RuleArns, ...query }, call) => {
    if (!ListenerArn && !RuleArns?.length)
      throw awsError('ValidationError', 'You must specify either a listener ARN or rule ARNs')
    if (ListenerArn && RuleArns?.length)
      throw awsError(
        'ValidationError',
        'Rule ARNs and a listener ARN cannot be specified at the same time',
      )
    const rules = ListenerArn
      ? [...rulesOf(call, ListenerArn), defaultRule(requireListener(call, ListenerArn))]
      : RuleArns!.map((arn) => requireRule(call, arn))
    const { page, NextMarker } = pageOf(rules, query)
    return { Rules: page, NextMarker }
  })
