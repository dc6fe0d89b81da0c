import type {
  DescribeListenersCommandInput,
  DescribeListenersCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { awsError } from '../../../kernel/errors.ts'
import { type Operation, readOnly } from '../../service.ts'
import { listenersOf, requireListener } from '../listener.ts'
import { requireLoadBalancer } from '../load-balancer.ts'
import { paginate } from '../../../kernel/paginate.ts'
import { elbPaging } from '../paging.ts'

export const DescribeListeners: Operation<
  DescribeListenersCommandInput,
  DescribeListenersCommandOutput
> = readOnly(({ LoadBalancerArn, ListenerArns, ...query }, call) => {
  if (!LoadBalancerArn && !ListenerArns?.length)
    throw awsError(
      'ValidationError',
      'You must specify either listener ARNs or a load balancer ARN',
    )
  if (LoadBalancerArn && ListenerArns?.length)
    throw awsError(
      'ValidationError',
      'Listener ARNs and a load balancer ARN cannot be specified at the same time',
    )
  const listeners = LoadBalancerArn
    ? listenersOf(call, requireLoadBalancer(call, LoadBalancerArn).LoadBalancerArn)
    : ListenerArns!.map((arn) => requireListener(call, arn))
  const { items, next } = paginate(listeners, elbPaging(query))
  return { Listeners: items, NextMarker: next }
})
