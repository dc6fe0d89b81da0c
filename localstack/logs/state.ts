import type { Scope } from '../operation.ts'
import { defineRuntime } from '../kernel/runtime.ts'
import { defineState } from '../kernel/store.ts'
import type { LogEvent } from './event.ts'
import type { LogGroup } from './group.ts'

const groups = defineState<Map<string, LogGroup>>({ name: 'logs', initial: () => new Map() })

/** The log groups of an account in a region, by name. */
export const groupsOf = (scope: Scope): Map<string, LogGroup> => scope.state(groups)

/** Events are kept outside of the saved state, which is written whole after each call. */
export interface EventBuffer {
  events: LogEvent[]
  /** How many events before the first one are forgotten; positions in tokens count them. */
  dropped: number
}

const buffers = defineRuntime<Map<string, EventBuffer>>({
  initial: () => new Map(),
})

/** The events in memory, by group and stream. */
export const buffersOf = (scope: Scope): Map<string, EventBuffer> => scope.runtime(buffers)
