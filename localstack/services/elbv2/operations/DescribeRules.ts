import type {
  DescribeRulesCommandInput,
  DescribeRulesCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { awsError } from '../../../kernel/errors.ts'
import { type Operation, readOnly } from '../../service.ts'
import { requireListener } from '../listener.ts'
import { paginate } from '../../../kernel/paginate.ts'
import { elbPaging } from '../paging.ts'
import { defaultRule, requireRule, listenerRulesOf } from '../rule.ts'

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
      ? [...listenerRulesOf(call, ListenerArn), defaultRule(requireListener(call, ListenerArn))]
      : RuleArns!.map((arn) => requireRule(call, arn))
    const { items, next } = paginate(rules, elbPaging(query))
    return { Rules: items, NextMarker: next }
  })
