import type {
  DescribeLoadBalancersCommandInput,
  DescribeLoadBalancersCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { awsError } from '../../../kernel/errors.ts'
import { type Operation, readOnly } from '../../service.ts'
import { checkArn } from '../arn.ts'
import { pageOf } from '../page.ts'
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
  const { page, NextMarker } = pageOf(named, query)
  return { LoadBalancers: page, NextMarker }
})
