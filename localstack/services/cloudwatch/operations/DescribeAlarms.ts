import { type Operation, readOnly } from '../../service.ts'
import { invalidAlarm } from '../errors.ts'
import { alarmPage } from '../paging.ts'
import type { AlarmRecord } from '../records.ts'
import { alarmsOf } from '../state.ts'

interface Input {
  AlarmNames?: string[]
  AlarmNamePrefix?: string
  AlarmTypes?: string[]
  ChildrenOfAlarmName?: string
  ParentsOfAlarmName?: string
  StateValue?: string
  ActionPrefix?: string
  MaxRecords?: number
  NextToken?: string
}

interface Output {
  MetricAlarms: AlarmRecord[]
  CompositeAlarms: object[]
  NextToken?: string | undefined
}

/** There are no composite alarms here, so that no alarm has children or parents. */
export const DescribeAlarms: Operation<Input, Output> = readOnly((input, call) => {
  const { AlarmNames, AlarmNamePrefix, StateValue, ActionPrefix } = input
  if (AlarmNames && AlarmNamePrefix !== undefined)
    throw invalidAlarm('AlarmNamePrefix must not be set if AlarmNames is set.')
  const related = input.ChildrenOfAlarmName ?? input.ParentsOfAlarmName
  const { AlarmTypes = ['MetricAlarm'] } = input
  if (related !== undefined || !AlarmTypes.includes('MetricAlarm'))
    return { MetricAlarms: [], CompositeAlarms: [] }
  const found = [...alarmsOf(call).values()].filter(
    (alarm) =>
      (AlarmNames?.includes(alarm.AlarmName) ?? true) &&
      alarm.AlarmName.startsWith(AlarmNamePrefix ?? '') &&
      (StateValue === undefined || alarm.StateValue === StateValue) &&
      (ActionPrefix === undefined ||
        actionsOf(alarm).some((action) => action.startsWith(ActionPrefix))),
  )
  const sorted = found.toSorted((a, b) => (a.AlarmName < b.AlarmName ? -1 : 1))
  const { items, next } = alarmPage(sorted, input)
  return { MetricAlarms: items, CompositeAlarms: [], NextToken: next }
})

const actionsOf = ({ AlarmActions, InsufficientDataActions, OKActions }: AlarmRecord) => [
  ...AlarmActions,
  ...InsufficientDataActions,
  ...OKActions,
]
