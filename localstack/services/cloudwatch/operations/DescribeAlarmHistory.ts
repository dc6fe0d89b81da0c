import { type Operation, readOnly } from '../../service.ts'
import { alarmPage } from '../paging.ts'
import type { AlarmHistoryRecord } from '../records.ts'
import { historyOf } from '../state.ts'

interface Input {
  AlarmName?: string
  AlarmTypes?: string[]
  HistoryItemType?: string
  StartDate?: Date
  EndDate?: Date
  MaxRecords?: number
  NextToken?: string
  ScanBy?: 'TimestampAscending' | 'TimestampDescending'
}

interface Output {
  AlarmHistoryItems: AlarmHistoryRecord[]
  NextToken?: string | undefined
}

export const DescribeAlarmHistory: Operation<Input, Output> = readOnly((input, call) => {
  const { AlarmName, AlarmTypes, HistoryItemType, StartDate, EndDate } = input
  const found = historyOf(call).filter(
    (item) =>
      (AlarmName === undefined || item.AlarmName === AlarmName) &&
      (AlarmTypes === undefined || AlarmTypes.includes(item.AlarmType)) &&
      (HistoryItemType === undefined || item.HistoryItemType === HistoryItemType) &&
      (StartDate === undefined || item.Timestamp >= StartDate) &&
      (EndDate === undefined || item.Timestamp <= EndDate),
  )
  const ordered = input.ScanBy === 'TimestampAscending' ? found : found.toReversed()
  const { items, next } = alarmPage(ordered, input)
  return { AlarmHistoryItems: items, NextToken: next }
})
