import type { Scope } from '../../kernel/scope.ts'
import { defineState } from '../../kernel/store.ts'
import type { LogGroup } from './group.ts'
import type { Segment } from './segment.ts'
import type { LogStream } from './stream.ts'

// A change is saved with all that is below it: groups, streams and segments are therefore apart.

export const groups = defineState({ name: 'logs', initial: () => new Map<string, LogGroup>() })

const streams = defineState({
  name: 'logs.streams',
  initial: () => new Map<string, Map<string, LogStream>>(),
})

export const segments = defineState({
  name: 'logs.segments',
  initial: () => new Map<number, Map<number, Segment>>(),
})

const ids = defineState({ name: 'logs.ids', per: 'emulator', initial: () => ({ last: 0 }) })

/** The log groups of an account in a region, by name. */
export const groupsOf = (scope: Scope): Map<string, LogGroup> => scope.state(groups)

/** The streams of an account in a region, by the name of their group and their own. */
export const streamsOf = (scope: Scope): Map<string, Map<string, LogStream>> => scope.state(streams)

/** The segments of an account in a region, by the id of their stream and their own. */
export const segmentsOf = (scope: Scope): Map<number, Map<number, Segment>> => scope.state(segments)

/** Of two events with one timestamp, the one in the segment with the lower id arrived first. */
export const nextId = (scope: Scope): number => ++scope.state(ids).last
