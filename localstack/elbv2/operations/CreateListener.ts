import type {
  CreateListenerCommandInput,
  CreateListenerCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { awsError } from '../../errors.ts'
import type { Operation } from '../../operation.ts'
import { checkedActions } from '../action.ts'
import { listenerArn, ruleArn } from '../arn.ts'
import { checkPortIsFree, checkProtocol, defaultPolicy, type Listener } from '../listener.ts'
import { requireLoadBalancer } from '../load-balancer.ts'
import { followRoutes } from '../routes.ts'
import { balancingOf } from '../state.ts'
import { addTags, checkTags } from '../tags.ts'

export const CreateListener: Operation<CreateListenerCommandInput, CreateListenerCommandOutput> = (
  { LoadBalancerArn, Protocol, Port, Certificates, SslPolicy, DefaultActions, Tags },
  call,
) => {
  const balancer = requireLoadBalancer(call, LoadBalancerArn)
  if (!Protocol) throw awsError('ValidationError', 'A protocol must be specified')
  if (!Port) throw awsError('ValidationError', 'A port must be specified')
  checkProtocol(Protocol, Certificates)
  checkPortIsFree(call, LoadBalancerArn, Port)
  checkTags(undefined, Tags)
  const actions = checkedActions(call, balancer, DefaultActions)
  const arn = listenerArn(LoadBalancerArn)
  const listener: Listener = {
    ListenerArn: arn,
    LoadBalancerArn,
    Protocol: Protocol as Listener['Protocol'],
    Port,
    ...(Protocol === 'HTTPS' && { Certificates, SslPolicy: SslPolicy ?? defaultPolicy }),
    DefaultActions: actions,
    defaultRuleArn: ruleArn(arn),
  }
  balancingOf(call).listeners.set(arn, listener)
  addTags(call, arn, Tags)
  followRoutes(call)
  return { Listeners: [listener] }
}
