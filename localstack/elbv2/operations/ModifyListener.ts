import type {
  ModifyListenerCommandInput,
  ModifyListenerCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Operation } from '../../operation.ts'
import { checkedActions } from '../action.ts'
import { checkPortIsFree, checkProtocol, requireListener } from '../listener.ts'
import { requireLoadBalancer } from '../load-balancer.ts'
import { followRoutes } from '../routes.ts'

export const ModifyListener: Operation<ModifyListenerCommandInput, ModifyListenerCommandOutput> = (
  { ListenerArn, Port, Protocol, Certificates, DefaultActions },
  call,
) => {
  const listener = requireListener(call, ListenerArn)
  checkProtocol(Protocol ?? listener.Protocol, Certificates)
  if (Port && Port !== listener.Port) checkPortIsFree(call, listener.LoadBalancerArn, Port)
  const balancer = requireLoadBalancer(call, listener.LoadBalancerArn)
  if (DefaultActions) listener.DefaultActions = checkedActions(call, balancer, DefaultActions)
  if (Port) listener.Port = Port
  followRoutes(call)
  return { Listeners: [listener] }
}
