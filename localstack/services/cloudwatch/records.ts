export type StateValue = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA'

export interface Tag {
  Key: string
  Value: string
}

interface Dimension {
  Name: string
  Value: string
}

interface MetricDataQuery {
  Id: string
  MetricStat?: { Metric: object; Period: number; Stat: string; Unit?: string }
  Expression?: string
  Label?: string
  ReturnData?: boolean
  Period?: number
  AccountId?: string
}

/** An alarm on a metric, or on an expression over several, as PutMetricAlarm gives it. */
export interface AlarmSettings {
  AlarmName: string
  AlarmDescription?: string
  ActionsEnabled: boolean
  OKActions: string[]
  AlarmActions: string[]
  InsufficientDataActions: string[]
  MetricName?: string
  Namespace?: string
  Statistic?: string
  ExtendedStatistic?: string
  Dimensions: Dimension[]
  Period?: number
  Unit?: string
  EvaluationPeriods?: number
  DatapointsToAlarm?: number
  Threshold?: number
  ComparisonOperator?: string
  TreatMissingData?: string
  EvaluateLowSampleCountPercentile?: string
  Metrics?: MetricDataQuery[]
  ThresholdMetricId?: string
}

export interface AlarmRecord extends AlarmSettings {
  AlarmArn: string
  AlarmConfigurationUpdatedTimestamp: Date
  StateValue: StateValue
  StateReason: string
  StateReasonData?: string
  StateUpdatedTimestamp: Date
  StateTransitionedTimestamp: Date
  tags: Map<string, string>
}

export interface AlarmHistoryRecord {
  AlarmName: string
  AlarmType: 'MetricAlarm'
  Timestamp: Date
  HistoryItemType: 'ConfigurationUpdate' | 'StateUpdate'
  HistorySummary: string
  HistoryData: string
}
