import { type App, ownerOfShared } from './app.ts'
import type { Aws } from './aws.ts'
import type { Changes } from './changes.ts'
import type { AppService } from './services.ts'

/** The context of a verb. */
export interface Context {
  app: App
  /** The services that the verb works on. */
  services: AppService[]
  aws: Aws
  changes: Changes
  dryRun: boolean
  /** Prints a lasting line, on stdout. */
  print(line: string): void
  /** Prints a transient line, on stderr. */
  progress(line: string): void
  /** Shows lines about a service on the terminal, in place of the last ones; undefined without a terminal. */
  view?: ((service: string, lines: string[]) => void) | undefined
}

/** The context for the resources that all environments of the app share. */
export const shared = (context: Context): Context => ({
  ...context,
  app: ownerOfShared(context.app),
})
