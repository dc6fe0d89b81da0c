import type { TargetHealth } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Cancel } from '../../kernel/clock.ts'
import type { Emulator } from '../service.ts'
import type { Scope } from '../../kernel/scope.ts'
import { defineRuntime } from '../../kernel/runtime.ts'
import { checkedHealth, watchTargets } from './health.ts'
import { closeIdle, cutOff } from './proxy/target-connection.ts'
import { unusedReason } from './unused.ts'
import type { TargetRecord, TargetGroupRecord } from './records.ts'

export interface TargetAddress {
  Id: string
  Port: number
}

export const targetKey = ({ Id, Port }: TargetAddress) => `${Id}:${Port}`

/** Adds a target to a group and has it checked at once; a draining one comes back as new. */
export function registerTarget(
  scope: Scope,
  group: TargetGroupRecord,
  { Id, Port, AvailabilityZone }: TargetAddress & { AvailabilityZone?: string | undefined },
): void {
  const known = group.targets.get(targetKey({ Id, Port }))
  if (known && !known.draining) return
  group.targets.set(targetKey({ Id, Port }), { Id, Port, AvailabilityZone, draining: false })
  watchTargets(scope)
}

/** Sends a target no new requests; present ones may continue until the deregistration delay is over, when it is removed. */
export function deregisterTarget(
  scope: Scope,
  group: TargetGroupRecord,
  address: TargetAddress,
): void {
  const target = group.targets.get(targetKey(address))
  if (!target || target.draining) return
  if (group.LoadBalancerArns.length === 0) return void group.targets.delete(targetKey(target))
  target.draining = true
  watchTargets(scope)
  closeIdle(scope, target)
  const delay = Number(group.attributes.get('deregistration_delay.timeout_seconds'))
  const forget = () => {
    scope.runtime(drains).delete(target)
    if (terminates(group)) cutOff(scope, target)
    if (target.draining && group.targets.get(targetKey(target)) === target)
      group.targets.delete(targetKey(target))
  }
  scope.runtime(drains).set(target, scope.clock.wait(delay * 1000, forget))
}

/** True if open connections end with draining. Requests always do, connections by the group's attribute. */
const terminates = ({ attributes }: TargetGroupRecord) =>
  attributes.get('deregistration_delay.connection_termination.enabled') !== 'false'

/** The targets that drain, each with the end of its wait. */
const drains = defineRuntime<Map<TargetRecord, Cancel>>({
  initial: () => new Map(),
})

/** Ends all waits when the emulator closes. */
export function stopDraining({ runtime }: Emulator): void {
  for (const state of runtime.all(drains)) for (const cancel of state.values()) cancel()
}

/** A target's health for DescribeTargetHealth. */
export function healthOf(
  scope: Scope,
  group: TargetGroupRecord,
  address: TargetAddress,
): TargetHealth {
  const target = group.targets.get(targetKey(address))
  if (!target) return notRegistered
  if (target.draining) return draining
  return unusedReason(scope, group, target) ?? checkedHealth(scope, group, target)
}

const notRegistered = {
  State: 'unused',
  Reason: 'Target.NotRegistered',
  Description: 'Target is not registered to the target group',
} as const satisfies TargetHealth

const draining = {
  State: 'draining',
  Reason: 'Target.DeregistrationInProgress',
  Description: 'Target deregistration is in progress',
} as const satisfies TargetHealth
