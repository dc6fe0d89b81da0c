import { defineState } from '../../kernel/define-state.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { AlarmHistoryRecord, AlarmRecord } from './records.ts'

const alarms = defineState<Map<string, AlarmRecord>>({
  name: 'cloudwatch',
  initial: () => new Map(),
})

const history = defineState<AlarmHistoryRecord[]>({
  name: 'cloudwatch.history',
  initial: () => [],
})

/** The alarms of an account in a region, by name. */
export const alarmsOf = (scope: Scope): Map<string, AlarmRecord> => scope.state(alarms)

/** The latest changes of all alarms, the oldest first. */
export const historyOf = (scope: Scope): AlarmHistoryRecord[] => scope.state(history)
