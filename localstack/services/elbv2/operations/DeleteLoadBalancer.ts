import type {
  DeleteLoadBalancerCommandInput,
  DeleteLoadBalancerCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { deleteNetworkInterface } from '../../ec2/public.ts'
import { awsError } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import { checkArn } from '../arn.ts'
import { deleteListener, listenersOf } from '../listener.ts'
import { followRoutes } from '../routes.ts'
import { balancingOf } from '../state.ts'

/** Succeeds if the balancer does not exist. Deletes its listeners and interfaces too. */
export const DeleteLoadBalancer: Operation<
  DeleteLoadBalancerCommandInput,
  DeleteLoadBalancerCommandOutput
> = ({ LoadBalancerArn: arn }, call) => {
  checkArn('load balancer', arn)
  const { loadBalancers, tags } = balancingOf(call)
  const balancer = loadBalancers.get(arn)
  if (!balancer) return {}
  if (balancer.attributes.get('deletion_protection.enabled') === 'true')
    throw awsError(
      'OperationNotPermittedException',
      `Load balancer '${arn}' cannot be deleted because deletion protection is enabled`,
    )
  for (const listener of listenersOf(call, arn)) deleteListener(call, listener)
  for (const { interfaceId } of balancer.interfaces) deleteNetworkInterface(call, interfaceId)
  loadBalancers.delete(arn)
  tags.delete(arn)
  followRoutes(call)
  return {}
}
