import type {
  DescribeLoadBalancerAttributesCommandInput,
  DescribeLoadBalancerAttributesCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { type Operation, readOnly } from '../../service.ts'
import { listAttributes } from '../attributes.ts'
import { requireLoadBalancer } from '../load-balancer.ts'

export const DescribeLoadBalancerAttributes: Operation<
  DescribeLoadBalancerAttributesCommandInput,
  DescribeLoadBalancerAttributesCommandOutput
> = readOnly(({ LoadBalancerArn }, call) => ({
  Attributes: listAttributes(requireLoadBalancer(call, LoadBalancerArn).attributes),
}))
