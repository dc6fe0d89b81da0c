import type {
  ModifyLoadBalancerAttributesCommandInput,
  ModifyLoadBalancerAttributesCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Operation } from '../../operation.ts'
import { listAttributes, setAttributes } from '../attributes.ts'
import { loadBalancerAttributes, requireLoadBalancer } from '../load-balancer.ts'

export const ModifyLoadBalancerAttributes: Operation<
  ModifyLoadBalancerAttributesCommandInput,
  ModifyLoadBalancerAttributesCommandOutput
> = ({ LoadBalancerArn, Attributes }, call) => {
  const { attributes } = requireLoadBalancer(call, LoadBalancerArn)
  setAttributes('Load balancer', loadBalancerAttributes, attributes, Attributes)
  return { Attributes: listAttributes(attributes) }
}
