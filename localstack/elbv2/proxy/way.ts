import { findNetworkInterface, interfaceAt } from '../../ec2/network-interface.ts'
import { isAdmitted } from '../../ec2/reachability.ts'
import type { Scope } from '../../operation.ts'
import { balancingOf } from '../state.ts'
import type { TargetGroup } from '../target-group.ts'

export interface Place {
  host: string
  port: number
}

/** Where a target's port really is; undefined when security groups keep the balancer from it, so that nothing answers. */
export function wayTo(
  scope: Scope,
  group: TargetGroup,
  { id, port }: { id: string; port: number },
): Place | undefined {
  const to = interfaceAt(scope, id, group.VpcId)
  if (!to) return { host: id, port }
  const balancer = balancingOf(scope).loadBalancers.get(group.LoadBalancerArns[0] ?? '')
  const admitted = balancer?.interfaces.some(({ interfaceId }) => {
    const from = findNetworkInterface(scope, interfaceId)
    return from !== undefined && isAdmitted(scope, { from, to, port })
  })
  return admitted ? { host: to.realAddress ?? id, port } : undefined
}
