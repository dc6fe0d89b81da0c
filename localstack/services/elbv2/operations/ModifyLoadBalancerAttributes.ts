import type {
  ModifyLoadBalancerAttributesCommandInput,
  ModifyLoadBalancerAttributesCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Operation } from '../../service.ts'
import { listAttributes, setAttributes } from '../attributes.ts'
import { requireLoadBalancer } from '../load-balancer.ts'
import { checkLogs, loadBalancerAttributes } from '../load-balancer-attributes.ts'

export const ModifyLoadBalancerAttributes: Operation<
  ModifyLoadBalancerAttributesCommandInput,
  ModifyLoadBalancerAttributesCommandOutput
> = ({ LoadBalancerArn, Attributes }, call) => {
  const { attributes, Type } = requireLoadBalancer(call, LoadBalancerArn)
  const changed = new Map(attributes)
  setAttributes('Load balancer', loadBalancerAttributes[Type], changed, Attributes)
  checkLogs(changed)
  for (const [key, value] of changed) attributes.set(key, value)
  return { Attributes: listAttributes(attributes) }
}
