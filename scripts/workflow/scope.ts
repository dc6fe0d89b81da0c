import type { Scope, Status, Value } from './expression.ts'
import type { Run } from './run.ts'

/** Outputs that do not exist are empty on GitHub, and reported here. Other members must be known. */
export function scopeOf(run: Run, contexts: Record<string, Value>, status?: Status): Scope {
  return {
    contexts,
    ...(status && { status }),
    onMissing: (path) => {
      if (/^(github|runner)\.[^.]+$/.test(path))
        throw new Error(`\`${path}\` cannot be rehearsed: its value is not known`)
      if (/^(steps|needs)\./.test(path))
        run.log.print(`  warning: ${path} does not exist, so it is empty`)
    },
  }
}
