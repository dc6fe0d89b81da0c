export { findAlarm } from './alarm.ts'
export { type AlarmRecord } from './records.ts'
export { DeleteAlarms } from './operations/DeleteAlarms.ts'
export { PutMetricAlarm } from './operations/PutMetricAlarm.ts'
