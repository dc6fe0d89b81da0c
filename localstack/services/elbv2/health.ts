import type { TargetHealth } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Cancel } from '../../kernel/clock.ts'
import type { Emulator } from '../service.ts'
import type { Scope } from '../../kernel/scope.ts'
import { defineRuntime } from '../../kernel/runtime.ts'
import { identityOf } from '../../kernel/tracked.ts'
import { type CheckResult, probe } from './probe.ts'
import { balancingOf } from './state.ts'
import { cutOff } from './proxy/target-connection.ts'
import { unusedReason } from './unused.ts'
import { wayTo } from './proxy/way.ts'
import type { TargetRecord, TargetGroupRecord } from './records.ts'

/** One target under check. Thresholds count in a row: `passes` and `failures` exclude each other. */
interface Watch {
  group: TargetGroupRecord
  target: TargetRecord
  health: TargetHealth
  /** The time at which it became healthy. */
  since?: Date
  passes: number
  failures: number
  cancel: Cancel
}

const watches = defineRuntime<Map<object, Watch>>({
  initial: () => new Map(),
})

const registering: TargetHealth = {
  State: 'initial',
  Reason: 'Elb.RegistrationInProgress',
  Description: 'Target registration is in progress',
}

const checking: TargetHealth = {
  State: 'initial',
  Reason: 'Elb.InitialHealthChecking',
  Description: 'Initial health checks in progress',
}

/** The health by checks of a target that is registered, in use and not draining. */
export const checkedHealth = (
  scope: Scope,
  group: TargetGroupRecord,
  target: TargetRecord,
): TargetHealth =>
  !group.HealthCheckEnabled
    ? {
        State: 'unavailable',
        Reason: 'Target.HealthCheckDisabled',
        Description: 'Health checks are not enabled for this target',
      }
    : (scope.runtime(watches).get(identityOf(target))?.health ?? registering)

/** Since when a target has been healthy, which is when its slow start began; undefined when it is not checked. */
export const healthySince = (scope: Scope, target: TargetRecord): Date | undefined =>
  scope.runtime(watches).get(identityOf(target))?.since

/** Makes the checks follow the data: every target in use that is not draining is checked, no other. */
export function watchTargets(scope: Scope): void {
  const watched = scope.runtime(watches)
  const wanted = new Map<object, [TargetGroupRecord, TargetRecord]>()
  for (const group of balancingOf(scope).targetGroups.values())
    if (group.HealthCheckEnabled && group.TargetType !== 'lambda')
      for (const target of group.targets.values())
        if (!target.draining && !unusedReason(scope, group, target))
          wanted.set(identityOf(target), [group, target])
  for (const [identity, watch] of watched) {
    if (wanted.has(identity)) continue
    watch.cancel()
    watched.delete(identity)
  }
  for (const [identity, [group, target]] of wanted) {
    if (watched.has(identity)) continue
    const watch: Watch = {
      group,
      target,
      health: registering,
      passes: 0,
      failures: 0,
      cancel: () => {},
    }
    watched.set(identity, watch)
    check(scope, watch)
  }
}

/** Ends all checks when the emulator closes. */
export function stopWatching({ runtime }: Emulator): void {
  for (const state of runtime.all(watches)) for (const { cancel } of state.values()) cancel()
}

function check(scope: Scope, watch: Watch): void {
  const { group, target } = watch
  const port =
    group.HealthCheckPort === 'traffic-port' ? target.Port : Number(group.HealthCheckPort)
  const place = wayTo(scope, group, { id: target.Id, port })
  watch.cancel = probe(scope.clock, { group, address: `${target.Id}:${port}`, place }, (result) => {
    note(scope, watch, result)
    watch.cancel = scope.clock.wait(group.HealthCheckIntervalSeconds * 1000, () => {
      if (scope.runtime(watches).get(identityOf(target)) === watch) check(scope, watch)
    })
  })
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html: a new target needs one pass only. */
function note(scope: Scope, watch: Watch, { passed, ...reason }: CheckResult): void {
  const { group, health } = watch
  watch.passes = passed ? watch.passes + 1 : 0
  watch.failures = passed ? 0 : watch.failures + 1
  const needed = health.State === 'unhealthy' ? group.HealthyThresholdCount : 1
  if (passed && watch.passes >= needed) {
    if (health.State !== 'healthy') watch.since = scope.clock.now()
    watch.health = { State: 'healthy' }
  } else if (!passed && watch.failures >= group.UnhealthyThresholdCount) {
    if (health.State === 'healthy' && terminates(group)) cutOff(scope, watch.target)
    watch.health = { State: 'unhealthy', ...reason }
  } else if (health.State === 'initial') watch.health = checking
}

/** True if the connections to a target end when it becomes unhealthy; requests never do. https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html#unhealthy-target-connection-termination */
const terminates = ({ attributes }: TargetGroupRecord) =>
  attributes.get('target_health_state.unhealthy.connection_termination.enabled') === 'true'
