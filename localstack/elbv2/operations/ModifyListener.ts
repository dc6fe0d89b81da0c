import type {
  ModifyListenerCommandInput,
  ModifyListenerCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Operation } from '../../operation.ts'
import { checkedActions } from '../action.ts'
import {
  checkPortIsFree,
  checkProtocol,
  defaultPolicy,
  type Listener,
  requireListener,
} from '../listener.ts'
import { requireLoadBalancer } from '../load-balancer.ts'
import { followRoutes } from '../routes.ts'

export const ModifyListener: Operation<ModifyListenerCommandInput, ModifyListenerCommandOutput> = (
  { ListenerArn, Port, Protocol, Certificates, SslPolicy, DefaultActions },
  call,
) => {
  const listener = requireListener(call, ListenerArn)
  const protocol = Protocol ?? listener.Protocol
  checkProtocol(protocol, Certificates ?? (Protocol ? [] : listener.Certificates))
  if (Port && Port !== listener.Port) checkPortIsFree(call, listener.LoadBalancerArn, Port)
  const balancer = requireLoadBalancer(call, listener.LoadBalancerArn)
  if (DefaultActions) listener.DefaultActions = checkedActions(call, balancer, DefaultActions)
  if (Port) listener.Port = Port
  listener.Protocol = protocol as Listener['Protocol']
  if (protocol === 'HTTPS') {
    if (Certificates) listener.Certificates = Certificates
    listener.SslPolicy = SslPolicy ?? listener.SslPolicy ?? defaultPolicy
  } else {
    delete listener.Certificates
    delete listener.SslPolicy
  }
  followRoutes(call)
  return { Listeners: [listener] }
}
