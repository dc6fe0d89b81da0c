import type { Operation } from '../../service.ts'
import { requireAlarm } from '../alarm.ts'
import { alarmsOf } from '../state.ts'

/** Deletes all of the alarms, or none if one is not there. */
export const DeleteAlarms: Operation<{ AlarmNames: string[] }, object> = ({ AlarmNames }, call) => {
  for (const name of AlarmNames) requireAlarm(call, name)
  for (const name of AlarmNames) alarmsOf(call).delete(name)
  return {}
}
