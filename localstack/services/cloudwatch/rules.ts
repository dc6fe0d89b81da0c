import { invalidAlarm } from './errors.ts'
import type { AlarmSettings, Tag } from './records.ts'

/** What an alarm on one metric has, and an alarm on an expression must not have. */
const ofOneMetric = [
  'MetricName',
  'Namespace',
  'Period',
  'Statistic',
  'ExtendedStatistic',
  'Unit',
] as const

/**
 * Checks what the model leaves open: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 * The sentences are those that https://github.com/aws-cloudformation/cfn-lint/issues/766 and
 * https://github.com/aws-cloudformation/cfn-lint/pull/771 quote.
 */
export function checkAlarm(settings: AlarmSettings): void {
  if (settings.Metrics) {
    const both = ofOneMetric.find((member) => settings[member] !== undefined)
    if (both) throw invalidAlarm(`${both} should not be set if list of Metrics is set.`)
  } else {
    const { Statistic, ExtendedStatistic } = settings
    requireMembers(settings, ['MetricName', 'Namespace', 'Period'])
    if (Statistic === undefined && ExtendedStatistic === undefined)
      throw invalidAlarm('Statistic must not be null')
  }
  requireMembers(settings, ['EvaluationPeriods', 'ComparisonOperator'])
}

function requireMembers(settings: AlarmSettings, members: (keyof AlarmSettings)[]): void {
  const missing = members.find((member) => settings[member] === undefined)
  if (missing) throw invalidAlarm(`${missing} must not be null`)
}

const maxTags = 50

/** Rejects tags that an alarm could not take: https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html */
export function checkAlarmTags(current: Iterable<string>, tags: Tag[]): void {
  const keys = tags.map(({ Key }) => Key)
  if (keys.some((key) => /^aws:/i.test(key)))
    throw invalidAlarm('Tag keys must not begin with aws:')
  if (new Set(keys).size < keys.length) throw invalidAlarm('Tag keys must be unique.')
  if (new Set([...current, ...keys]).size > maxTags)
    throw invalidAlarm(`An alarm can have at most ${maxTags} tags.`)
}
