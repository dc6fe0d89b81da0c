import type {
  DescribeTargetGroupsCommandInput,
  DescribeTargetGroupsCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { awsError } from '../../../kernel/errors.ts'
import { type Operation, readOnly } from '../../service.ts'
import { checkArn } from '../arn.ts'
import { requireLoadBalancer } from '../load-balancer.ts'
import { paginate } from '../../../kernel/paginate.ts'
import { elbPaging } from '../paging.ts'
import { balancingOf } from '../state.ts'

export const DescribeTargetGroups: Operation<
  DescribeTargetGroupsCommandInput,
  DescribeTargetGroupsCommandOutput
> = readOnly(({ LoadBalancerArn, TargetGroupArns, Names, ...query }, call) => {
  if ([LoadBalancerArn, TargetGroupArns?.length, Names?.length].filter(Boolean).length > 1)
    throw awsError(
      'ValidationError',
      'Only one of load balancer ARN, target group ARNs and target group names can be specified',
    )
  for (const arn of TargetGroupArns ?? []) checkArn('target group', arn)
  if (LoadBalancerArn) requireLoadBalancer(call, LoadBalancerArn)
  const all = [...balancingOf(call).targetGroups.values()]
  const missing =
    TargetGroupArns?.some((arn) => !all.some(({ TargetGroupArn }) => TargetGroupArn === arn)) ||
    Names?.some((name) => !all.some(({ TargetGroupName }) => TargetGroupName === name))
  if (missing) throw awsError('TargetGroupNotFoundException', 'One or more target groups not found')
  const named = all.filter(
    ({ TargetGroupArn, TargetGroupName, LoadBalancerArns }) =>
      (TargetGroupArns?.includes(TargetGroupArn) ?? true) &&
      (Names?.includes(TargetGroupName) ?? true) &&
      (!LoadBalancerArn || LoadBalancerArns.includes(LoadBalancerArn)),
  )
  const { items, next } = paginate(named, elbPaging(query))
  return { TargetGroups: items, NextMarker: next }
})
