import type { App } from './app.ts'
import type { Aws } from './aws.ts'
import type { Changes } from './changes.ts'

/** What every verb works with. */
export interface Context {
  app: App
  aws: Aws
  changes: Changes
  dryRun: boolean
  /** Says what is worth keeping, on stdout. */
  print(line: string): void
  /** Says what passes by, on stderr. */
  progress(line: string): void
}
