import type { Scope } from '../../kernel/scope.ts'
import { defineState } from '../../kernel/define-state.ts'
import type {
  LogGroupRecord,
  LogStreamRecord,
  MetricFilterRecord,
  ResourcePolicyRecord,
  SegmentRecord,
} from './records.ts'

// A change is saved with all that is below it: groups, streams and segments are therefore apart.

export const groups = defineState({
  name: 'logs',
  initial: () => new Map<string, LogGroupRecord>(),
})

const streams = defineState({
  name: 'logs.streams',
  initial: () => new Map<string, Map<string, LogStreamRecord>>(),
})

export const segments = defineState({
  name: 'logs.segments',
  initial: () => new Map<number, Map<number, SegmentRecord>>(),
})

const filters = defineState({
  name: 'logs.metric-filters',
  initial: () => new Map<string, MetricFilterRecord>(),
})

const policies = defineState({
  name: 'logs.resource-policies',
  initial: () => new Map<string, ResourcePolicyRecord>(),
})

const ids = defineState({ name: 'logs.ids', per: 'emulator', initial: () => ({ last: 0 }) })

/** The log groups of an account in a region, by name. */
export const logGroupsOf = (scope: Scope): Map<string, LogGroupRecord> => scope.state(groups)

/** The streams of an account in a region, by the name of their group and their own. */
export const streamsOf = (scope: Scope): Map<string, Map<string, LogStreamRecord>> =>
  scope.state(streams)

/** The segments of an account in a region, by the id of their stream and their own. */
export const segmentsOf = (scope: Scope): Map<number, Map<number, SegmentRecord>> =>
  scope.state(segments)

/** Of two events with one timestamp, the one in the segment with the lower id arrived first. */
export const nextId = (scope: Scope): number => ++scope.state(ids).last

/** The metric filters of an account in a region, by the name of their group and their own. */
export const metricFiltersOf = (scope: Scope): Map<string, MetricFilterRecord> =>
  scope.state(filters)

/** The resource policies of an account in a region, by name. */
export const resourcePoliciesOf = (scope: Scope): Map<string, ResourcePolicyRecord> =>
  scope.state(policies)
