import type { Scope } from '../operation.ts'
import { defineState } from '../store.ts'

const notice = defineState<{ given: boolean }>({
  name: 'application-autoscaling-notice',
  per: 'emulator',
  persisted: false,
  initial: () => ({ given: false }),
})

/** Says once that a rehearsal keeps auto scaling as data only. */
export function sayNothingScales(scope: Scope): void {
  const said = scope.state(notice)
  if (said.given) return
  said.given = true
  scope.log(
    'application-autoscaling',
    'scalable targets and policies are kept as data: nothing scales here',
  )
}
