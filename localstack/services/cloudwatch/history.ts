import type { Scope } from '../../kernel/scope.ts'
import type { AlarmHistoryRecord } from './records.ts'
import { historyOf } from './state.ts'

/** AWS keeps 30 days. */
const keptItems = 1000

/** Adds what happened to an alarm to its history, with details as JSON. */
export function recordHistory(
  scope: Scope,
  item: Pick<AlarmHistoryRecord, 'AlarmName' | 'HistoryItemType' | 'HistorySummary'>,
  details: object,
): void {
  const items = historyOf(scope)
  items.push({
    ...item,
    AlarmType: 'MetricAlarm',
    Timestamp: scope.clock.now(),
    HistoryData: JSON.stringify({ version: '1.0', ...details }),
  })
  if (items.length > keptItems) items.shift()
}
