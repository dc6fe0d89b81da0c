import type { Scope } from '../../kernel/scope.ts'
import { defineState } from '../../kernel/store.ts'
import type { ScalableTarget } from './scalable-target.ts'
import type { ScalingPolicy } from './scaling-policy.ts'
import type { ScheduledAction } from './scheduled-action.ts'

interface AutoScaling {
  /** By resource and dimension. */
  targets: Map<string, ScalableTarget>
  /** By resource, dimension and name. */
  policies: Map<string, ScalingPolicy>
  actions: Map<string, ScheduledAction>
}

const state = defineState<AutoScaling>({
  name: 'application-autoscaling',
  initial: () => ({ targets: new Map(), policies: new Map(), actions: new Map() }),
})

/** What an account has set up in a region. */
export const autoScalingOf = (scope: Scope): AutoScaling => scope.state(state)
