import {
  cidrBlocksOf,
  findNetworkInterface,
  findVpc,
  findInterfaceByAddress,
  isAdmitted,
  isInside,
} from '../../ec2/public.ts'
import type { Scope } from '../../../kernel/scope.ts'
import { isPrivate } from '../private-address.ts'
import { balancingOf } from '../state.ts'
import type { TargetGroupRecord } from '../records.ts'

export interface Place {
  host: string
  port: number
}

interface Address {
  id: string
  port: number
}

/** The real address of a target's port; undefined if the balancer is not admitted to it. */
export function wayTo(
  scope: Scope,
  group: TargetGroupRecord,
  { id, port }: Address,
): Place | undefined {
  const to = findInterfaceByAddress(scope, id, group.VpcId)
  if (!to) return isElsewhere(scope, group, { id, port }) ? { host: id, port } : undefined
  const balancer = balancingOf(scope).loadBalancers.get(group.LoadBalancerArns[0] ?? '')
  const admitted = balancer?.interfaces.some(({ interfaceId }) => {
    const from = findNetworkInterface(scope, interfaceId)
    return from !== undefined && isAdmitted(scope, { from, to, port })
  })
  return admitted && to.realAddress ? { host: to.realAddress, port } : undefined
}

/**
 * True if an address belongs to another private network. One of the VPC that no interface has leads nowhere, and the
 * emulator's own port is not a target: a call that a balancer passed on would count as one from this machine.
 */
function isElsewhere(
  scope: Scope,
  { VpcId = '' }: TargetGroupRecord,
  { id, port }: Address,
): boolean {
  const vpc = findVpc(scope, VpcId)
  const inVpc = vpc !== undefined && isInside(id, cidrBlocksOf(vpc))
  return isPrivate(id) && !inVpc && port !== scope.settings.port
}
