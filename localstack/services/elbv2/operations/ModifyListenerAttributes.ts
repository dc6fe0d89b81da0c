import type {
  ModifyListenerAttributesCommandInput,
  ModifyListenerAttributesCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Operation } from '../../service.ts'
import { listAttributes, setAttributes } from '../attributes.ts'
import { listenerAttributes, requireListener } from '../listener.ts'
import { requireLoadBalancer } from '../load-balancer.ts'

export const ModifyListenerAttributes: Operation<
  ModifyListenerAttributesCommandInput,
  ModifyListenerAttributesCommandOutput
> = ({ ListenerArn, Attributes }, call) => {
  const { attributes, LoadBalancerArn } = requireListener(call, ListenerArn)
  const { Type } = requireLoadBalancer(call, LoadBalancerArn)
  setAttributes('Listener', listenerAttributes[Type], attributes, Attributes)
  for (const { Key, Value } of Attributes)
    call.log('elbv2', `the listener attribute ${Key}=${Value} is accepted and has no effect here`)
  return { Attributes: listAttributes(attributes) }
}
