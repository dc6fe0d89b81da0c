import type {
  CreateListenerCommandInput,
  CreateListenerCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { awsError } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import { checkedActions } from '../action.ts'
import { listenerArn, ruleArn } from '../arn.ts'
import { initialAttributes } from '../attributes.ts'
import {
  checkedProtocol,
  checkListenerCount,
  checkPortIsFree,
  listenerAttributes,
} from '../listener.ts'
import { requireLoadBalancer } from '../load-balancer.ts'
import { followRoutes } from '../routes.ts'
import { checkedSecurity } from '../security.ts'
import { balancingOf } from '../state.ts'
import { addElbTags, checkTags } from '../tags.ts'
import type { ListenerRecord } from '../records.ts'

export const CreateListener: Operation<CreateListenerCommandInput, CreateListenerCommandOutput> = (
  { LoadBalancerArn, Protocol, Port, DefaultActions, Tags, ...security },
  call,
) => {
  const balancer = requireLoadBalancer(call, LoadBalancerArn)
  if (!Protocol) throw awsError('ValidationError', 'A protocol must be specified')
  if (!Port) throw awsError('ValidationError', 'A port must be specified')
  const protocol = checkedProtocol(balancer, Protocol)
  const secured = checkedSecurity(call, protocol, security)
  checkPortIsFree(call, LoadBalancerArn, Port)
  checkListenerCount(call, LoadBalancerArn)
  checkTags(undefined, Tags)
  const actions = checkedActions(call, { balancer, protocol }, DefaultActions)
  const arn = listenerArn(LoadBalancerArn)
  const listener: ListenerRecord = {
    ListenerArn: arn,
    LoadBalancerArn,
    Protocol: protocol,
    Port,
    ...secured,
    DefaultActions: actions,
    defaultRuleArn: ruleArn(arn),
    otherCertificates: [],
    attributes: initialAttributes(listenerAttributes[balancer.Type]),
  }
  balancingOf(call).listeners.set(arn, listener)
  addElbTags(call, arn, Tags)
  followRoutes(call)
  return { Listeners: [listener] }
}
