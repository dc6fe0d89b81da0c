import type {
  DescribeLoadBalancersCommandInput,
  DescribeLoadBalancersCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { awsError } from '../../../kernel/errors.ts'
import { type Operation, readOnly } from '../../service.ts'
import { checkArn } from '../arn.ts'
import { paginate } from '../../../kernel/paginate.ts'
import { elbPaging } from '../paging.ts'
import { balancingOf } from '../state.ts'

export const DescribeLoadBalancers: Operation<
  DescribeLoadBalancersCommandInput,
  DescribeLoadBalancersCommandOutput
> = readOnly(({ LoadBalancerArns, Names, ...query }, call) => {
  if (Names?.length && LoadBalancerArns?.length)
    throw awsError(
      'ValidationError',
      'Load balancer names and load balancer ARNs cannot be specified at the same time',
    )
  const all = [...balancingOf(call).loadBalancers.values()]
  for (const arn of LoadBalancerArns ?? []) checkArn('load balancer', arn)
  if (LoadBalancerArns?.some((arn) => !all.some(({ LoadBalancerArn }) => LoadBalancerArn === arn)))
    throw awsError('LoadBalancerNotFoundException', 'One or more load balancers not found')
  const missing = Names?.filter(
    (name) => !all.some(({ LoadBalancerName }) => LoadBalancerName === name),
  )
  if (missing?.length)
    throw awsError(
      'LoadBalancerNotFoundException',
      `Load balancers '[${missing.join(', ')}]' not found`,
    )
  const named = all.filter(
    ({ LoadBalancerArn, LoadBalancerName }) =>
      (LoadBalancerArns?.includes(LoadBalancerArn) ?? true) &&
      (Names?.includes(LoadBalancerName) ?? true),
  )
  const { items, next } = paginate(named, elbPaging(query))
  return { LoadBalancers: items, NextMarker: next }
})
