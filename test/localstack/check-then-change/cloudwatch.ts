import { type Cases, twice, type World } from './world.ts'

const alarm = {
  AlarmName: 'a',
  MetricName: 'm',
  Namespace: 'n',
  Statistic: 'Average',
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 1,
  ComparisonOperator: 'GreaterThanThreshold',
}
const ResourceARN = 'arn:aws:cloudwatch:us-east-1:000000000000:alarm:a'

export async function cloudwatchCases({ run }: World): Promise<Cases> {
  await run('cloudwatch', 'PutMetricAlarm', alarm)
  return {
    DeleteAlarms: 'Alarms that are not there are no error.',
    DisableAlarmActions: 'Alarms that are not there are left out.',
    EnableAlarmActions: 'Alarms that are not there are left out.',
    PutMetricAlarm: { ...alarm, AlarmName: 'new', Tags: twice },
    SetAlarmState: { AlarmName: 'absent', StateValue: 'OK', StateReason: 'r' },
    TagResource: { ResourceARN, Tags: twice },
    UntagResource: { ResourceARN: `${ResourceARN}0`, TagKeys: ['a'] },
  }
}
