import {
  type PermissionTable,
  on,
  onAnyResource,
  onEach,
  tagRecord,
} from '../../access/permission.ts'
import { alarmArn } from './alarm.ts'
import { alarmsOf } from './state.ts'
import type { Tag } from './records.ts'

const alarm = on(({ AlarmName }: { AlarmName: string }, call) => alarmArn(call, AlarmName))

const alarms = onEach(({ AlarmNames }: { AlarmNames: string[] }, call) =>
  AlarmNames.map((name) => alarmArn(call, name)),
)

const everyAlarm = on((_: object, call) => alarmArn(call, '*'))

const taggedAlarm = on(({ ResourceARN }: { ResourceARN: string }) => ResourceARN)

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html */
export const permissions: PermissionTable = {
  keys: [],
  tagsOf: (scope, resource) =>
    tagRecord(
      alarmsOf(scope)
        .values()
        .find(({ AlarmArn }) => AlarmArn === resource)?.tags,
    ),
  rules: {
    DeleteAlarms: alarms,
    DescribeAlarmHistory: everyAlarm,
    DescribeAlarms: everyAlarm,
    DescribeAlarmsForMetric: onAnyResource,
    DisableAlarmActions: alarms,
    EnableAlarmActions: alarms,
    ListTagsForResource: taggedAlarm,
    PutMetricAlarm: (input: { AlarmName: string; Tags?: Tag[] }, call) => {
      const needed = alarm(input, call)
      return [
        needed,
        ...(input.Tags?.length ? [{ ...needed, action: 'cloudwatch:TagResource' }] : []),
      ]
    },
    SetAlarmState: alarm,
    TagResource: taggedAlarm,
    UntagResource: taggedAlarm,
  },
}
