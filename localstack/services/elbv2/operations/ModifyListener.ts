import type {
  Action,
  ModifyListenerCommandInput,
  ModifyListenerCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Given, Operation } from '../../service.ts'
import { checkedActions } from '../action.ts'
import { checkedProtocol, checkPortIsFree, requireListener } from '../listener.ts'
import { requireLoadBalancer } from '../load-balancer.ts'
import { followRoutes } from '../routes.ts'
import { checkedSecurity, securityMembers } from '../security.ts'

/** The record stays the same object, which the published port refers to. */
export const ModifyListener: Operation<ModifyListenerCommandInput, ModifyListenerCommandOutput> = (
  { ListenerArn, Port, Protocol, DefaultActions, ...security },
  call,
) => {
  const listener = requireListener(call, ListenerArn)
  const { LoadBalancerArn } = listener
  const balancer = requireLoadBalancer(call, LoadBalancerArn)
  const protocol = checkedProtocol(balancer, Protocol ?? listener.Protocol)
  const secured = checkedSecurity(call, protocol, security, listener)
  if (Port && Port !== listener.Port) checkPortIsFree(call, LoadBalancerArn, Port)
  const actions = checkedActions(
    call,
    { balancer, protocol },
    DefaultActions ?? (listener.DefaultActions as Given<Action>[]),
  )
  for (const member of securityMembers) delete listener[member]
  Object.assign(listener, secured, { Protocol: protocol, Port: Port ?? listener.Port })
  if (DefaultActions) listener.DefaultActions = actions
  followRoutes(call)
  return { Listeners: [listener] }
}
