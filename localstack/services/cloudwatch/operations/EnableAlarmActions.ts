import type { Operation } from '../../service.ts'
import { findAlarm } from '../alarm.ts'

/** Alarms that are not there are left out. */
export const EnableAlarmActions: Operation<{ AlarmNames: string[] }, object> = (
  { AlarmNames },
  call,
) => {
  for (const name of AlarmNames) {
    const alarm = findAlarm(call, name)
    if (alarm) alarm.ActionsEnabled = true
  }
  return {}
}
