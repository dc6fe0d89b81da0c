import { isDeepStrictEqual } from 'node:util'
import { type Operation, readOnly } from '../../service.ts'
import type { AlarmRecord } from '../records.ts'
import { alarmsOf } from '../state.ts'

type Metric = Pick<
  AlarmRecord,
  'MetricName' | 'Namespace' | 'Statistic' | 'ExtendedStatistic' | 'Period' | 'Unit'
>

type Input = Metric & { Dimensions?: AlarmRecord['Dimensions'] }

export const DescribeAlarmsForMetric: Operation<Input, { MetricAlarms: AlarmRecord[] }> = readOnly(
  ({ Dimensions = [], ...metric }, call) => {
    const members = Object.keys(metric) as (keyof Metric)[]
    const dimensions = sorted(Dimensions)
    const found = [...alarmsOf(call).values()].filter(
      (alarm) =>
        members.every((member) => alarm[member] === metric[member]) &&
        isDeepStrictEqual(sorted(alarm.Dimensions), dimensions),
    )
    return { MetricAlarms: found }
  },
)

const sorted = (dimensions: AlarmRecord['Dimensions']) =>
  dimensions.map(({ Name, Value }) => [Name, Value]).toSorted()
