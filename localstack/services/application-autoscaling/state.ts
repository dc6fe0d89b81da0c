import type { Scope } from '../../kernel/scope.ts'
import { defineState } from '../../kernel/define-state.ts'
import type { ScalableTargetRecord, ScalingPolicyRecord, ScheduledActionRecord } from './records.ts'

interface AutoScaling {
  /** By resource and dimension. */
  targets: Map<string, ScalableTargetRecord>
  /** By resource, dimension and name. */
  policies: Map<string, ScalingPolicyRecord>
  actions: Map<string, ScheduledActionRecord>
}

const state = defineState<AutoScaling>({
  name: 'application-autoscaling',
  initial: () => ({ targets: new Map(), policies: new Map(), actions: new Map() }),
})

/** The state of an account in a region. */
export const autoScalingOf = (scope: Scope): AutoScaling => scope.state(state)
