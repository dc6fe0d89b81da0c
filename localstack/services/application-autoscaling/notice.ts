import type { Scope } from '../../kernel/scope.ts'
import { defineRuntime } from '../../kernel/runtime.ts'

const notice = defineRuntime<{ given: boolean }>({
  per: 'emulator',
  initial: () => ({ given: false }),
})

/** Logs once that auto scaling is kept as data only. */
export function logNothingScales(scope: Scope): void {
  const noticeState = scope.runtime(notice)
  if (noticeState.given) return
  noticeState.given = true
  scope.log(
    'application-autoscaling',
    'scalable targets and policies are kept as data: nothing scales here',
  )
}
