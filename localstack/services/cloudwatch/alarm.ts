import { arn, parseArn } from '../../kernel/arn.ts'
import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { noSuchAlarm } from './errors.ts'
import { recordHistory } from './history.ts'
import type { AlarmRecord, AlarmSettings, Tag } from './records.ts'
import { alarmsOf } from './state.ts'

export const findAlarm = (scope: Scope, name: string): AlarmRecord | undefined =>
  alarmsOf(scope).get(name)

export function requireAlarm(scope: Scope, name: string): AlarmRecord {
  const alarm = findAlarm(scope, name)
  if (!alarm) throw noSuchAlarm()
  return alarm
}

export const alarmArn = (scope: Scope, name: string) => arn(scope, 'cloudwatch', `alarm:${name}`)

/** The alarm that a tagging call names by its ARN. */
export function requireTaggedAlarm(scope: Scope, resourceArn: string): AlarmRecord {
  const name = /^alarm:(.+)$/.exec(parseArn(resourceArn)?.resource ?? '')?.[1]
  const alarm = name === undefined ? undefined : findAlarm(scope, name)
  if (alarm?.AlarmArn !== resourceArn) throw awsError('ResourceNotFoundException', 'Unknown')
  return alarm
}

/** Makes an alarm, or gives one other settings; its state stays, and so do its tags. */
export function putAlarm(scope: Scope, settings: AlarmSettings, tags: Tag[]): void {
  const now = scope.clock.now()
  const { AlarmName } = settings
  const existing = findAlarm(scope, AlarmName)
  alarmsOf(scope).set(AlarmName, {
    ...settings,
    AlarmArn: alarmArn(scope, AlarmName),
    AlarmConfigurationUpdatedTimestamp: now,
    StateValue: existing?.StateValue ?? 'INSUFFICIENT_DATA',
    StateReason: existing?.StateReason ?? 'Unchecked: Initial alarm creation',
    ...(existing?.StateReasonData !== undefined && { StateReasonData: existing.StateReasonData }),
    StateUpdatedTimestamp: existing?.StateUpdatedTimestamp ?? now,
    StateTransitionedTimestamp: existing?.StateTransitionedTimestamp ?? now,
    tags: existing?.tags ?? new Map(tags.map(({ Key, Value }) => [Key, Value])),
  })
  const [type, what] = existing ? ['Update', 'updated'] : ['Create', 'created']
  recordHistory(
    scope,
    {
      AlarmName,
      HistoryItemType: 'ConfigurationUpdate',
      HistorySummary: `Alarm "${AlarmName}" ${what}`,
    },
    { type },
  )
}

type State = Pick<AlarmRecord, 'StateValue' | 'StateReason'> & { StateReasonData?: string }

export function setAlarmState(scope: Scope, alarm: AlarmRecord, state: State): void {
  const now = scope.clock.now()
  const from = alarm.StateValue
  const stateOf = ({ StateValue, StateReason }: State) => ({
    stateValue: StateValue,
    stateReason: StateReason,
  })
  const details = { oldState: stateOf(alarm), newState: stateOf(state) }
  delete alarm.StateReasonData
  Object.assign(alarm, state, { StateUpdatedTimestamp: now })
  if (from === state.StateValue) return
  alarm.StateTransitionedTimestamp = now
  recordHistory(
    scope,
    {
      AlarmName: alarm.AlarmName,
      HistoryItemType: 'StateUpdate',
      HistorySummary: `Alarm updated from ${from} to ${state.StateValue}`,
    },
    details,
  )
}
