import type { Scope } from '../../kernel/scope.ts'
import { defineRuntime } from '../../kernel/runtime.ts'

const notice = defineRuntime<{ given: boolean }>({
  per: 'emulator',
  initial: () => ({ given: false }),
})

/** Says once that a rehearsal keeps auto scaling as data only. */
export function sayNothingScales(scope: Scope): void {
  const said = scope.runtime(notice)
  if (said.given) return
  said.given = true
  scope.log(
    'application-autoscaling',
    'scalable targets and policies are kept as data: nothing scales here',
  )
}
