export { findAlarm } from './alarm.ts'
export { type AlarmRecord } from './records.ts'
