import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openTarget, type Target, unique } from '../../../support/target.ts'
import { cloudWatchOf } from './client.ts'

describe('metric alarms', () => {
  let target: Target
  let cloudwatch: ReturnType<typeof cloudWatchOf>

  before(async () => {
    target = await openTarget()
    cloudwatch = cloudWatchOf(target)
  })
  after(() => target[Symbol.asyncDispose]())

  const metric = {
    Namespace: 'AWS/ApplicationELB',
    MetricName: 'HTTPCode_Target_5XX_Count',
    Statistic: 'Sum',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 5,
    ComparisonOperator: 'GreaterThanThreshold',
  }
  const put = async (settings: object = {}) => {
    const AlarmName = unique('errors')
    await cloudwatch('PutMetricAlarm', { AlarmName, ...metric, ...settings })
    return AlarmName
  }
  const describeOne = async (AlarmName: string) => {
    const { MetricAlarms } = await cloudwatch('DescribeAlarms', { AlarmNames: [AlarmName] })
    return MetricAlarms[0]!
  }

  test('begin with insufficient data, and are read back as they were put', async () => {
    const AlarmName = await put({ Dimensions: [{ Name: 'LoadBalancer', Value: 'app/a/1' }] })
    const alarm = await describeOne(AlarmName)
    for (const [member, value] of Object.entries(metric)) assert.equal(alarm[member], value)
    assert.deepEqual(alarm.Dimensions, [{ Name: 'LoadBalancer', Value: 'app/a/1' }])
    assert.equal(alarm.AlarmArn, `arn:aws:cloudwatch:us-east-1:000000000000:alarm:${AlarmName}`)
    assert.equal(alarm.ActionsEnabled, true)
    assert.equal(alarm.StateValue, 'INSUFFICIENT_DATA')
    assert.equal(alarm.StateReason, 'Unchecked: Initial alarm creation')
  })

  test('are moved by SetAlarmState, keep their state when put again, and have a history', async () => {
    const AlarmName = await put()
    const state = { StateValue: 'ALARM', StateReason: 'a try' }
    await cloudwatch('SetAlarmState', { AlarmName, ...state })
    await cloudwatch('PutMetricAlarm', { AlarmName, ...metric, Threshold: 9 })
    const alarm = await describeOne(AlarmName)
    assert.deepEqual([alarm.StateValue, alarm.StateReason, alarm.Threshold], ['ALARM', 'a try', 9])
    const { AlarmHistoryItems } = await cloudwatch('DescribeAlarmHistory', { AlarmName })
    assert.deepEqual(
      AlarmHistoryItems.map(({ HistorySummary }) => HistorySummary),
      [
        `Alarm "${AlarmName}" updated`,
        'Alarm updated from INSUFFICIENT_DATA to ALARM',
        `Alarm "${AlarmName}" created`,
      ],
    )
  })

  test('that are not there have no state to set', async () => {
    const state = { AlarmName: unique('none'), StateValue: 'OK', StateReason: 'a try' }
    await assert.rejects(cloudwatch('SetAlarmState', state), {
      name: 'ResourceNotFound',
      message: 'Unknown',
    })
  })

  test('have a state whose data is JSON', async () => {
    const AlarmName = await put()
    const state = { StateValue: 'OK', StateReason: 'a try', StateReasonData: 'no JSON' }
    await assert.rejects(cloudwatch('SetAlarmState', { AlarmName, ...state }), {
      name: 'InvalidFormatFault',
    })
  })

  test('are deleted all or none', async () => {
    const [first, second] = [await put(), await put()]
    await assert.rejects(cloudwatch('DeleteAlarms', { AlarmNames: [first, unique('none')] }), {
      name: 'ResourceNotFound',
    })
    assert.equal((await describeOne(first)).AlarmName, first)
    await cloudwatch('DeleteAlarms', { AlarmNames: [first, second] })
    assert.equal(await describeOne(first), undefined)
  })

  test('are found by prefix, state, action and metric', async () => {
    const prefix = unique('found')
    const action = 'arn:aws:sns:us-east-1:000000000000:topic'
    const settings = { ...metric, Namespace: prefix, AlarmActions: [action] }
    await cloudwatch('PutMetricAlarm', { AlarmName: `${prefix}-b`, ...settings })
    await cloudwatch('PutMetricAlarm', { AlarmName: `${prefix}-a`, ...settings })
    const namesOf = async (filter: object) => {
      const input = { AlarmNamePrefix: prefix, ...filter }
      const { MetricAlarms } = await cloudwatch('DescribeAlarms', input)
      return MetricAlarms.map(({ AlarmName }) => AlarmName)
    }
    assert.deepEqual(await namesOf({}), [`${prefix}-a`, `${prefix}-b`])
    assert.deepEqual(await namesOf({ StateValue: 'OK' }), [])
    assert.deepEqual(await namesOf({ ActionPrefix: 'arn:aws:sns:', MaxRecords: 1 }), [
      `${prefix}-a`,
    ])
    assert.deepEqual(await namesOf({ AlarmTypes: ['CompositeAlarm'] }), [])
    const { MetricAlarms } = await cloudwatch('DescribeAlarmsForMetric', {
      Namespace: prefix,
      MetricName: metric.MetricName,
    })
    assert.equal(MetricAlarms.length, 2)
  })

  test('have actions that are switched off and on', async () => {
    const AlarmName = await put()
    await cloudwatch('DisableAlarmActions', { AlarmNames: [AlarmName] })
    assert.equal((await describeOne(AlarmName)).ActionsEnabled, false)
    await cloudwatch('EnableAlarmActions', { AlarmNames: [AlarmName] })
    assert.equal((await describeOne(AlarmName)).ActionsEnabled, true)
  })

  test('have tags', async () => {
    const AlarmName = await put({ Tags: [{ Key: 'app', Value: 'web' }] })
    const ResourceARN = (await describeOne(AlarmName)).AlarmArn as string
    await cloudwatch('TagResource', { ResourceARN, Tags: [{ Key: 'team', Value: 'a' }] })
    await cloudwatch('UntagResource', { ResourceARN, TagKeys: ['app'] })
    const { Tags } = await cloudwatch('ListTagsForResource', { ResourceARN })
    assert.deepEqual(Tags, [{ Key: 'team', Value: 'a' }])
    await assert.rejects(
      cloudwatch('ListTagsForResource', {
        ResourceARN: ResourceARN.replace('us-east-1', 'us-west-2'),
      }),
      { name: 'ResourceNotFoundException' },
    )
  })

  test('watch one metric or a list of them', async () => {
    const AlarmName = unique('metrics')
    const Metrics = [{ Id: 'm1', Expression: 'SELECT AVG(x)', Period: 60 }]
    await assert.rejects(cloudwatch('PutMetricAlarm', { AlarmName, ...metric, Metrics }), {
      name: 'ValidationError',
      message: 'MetricName should not be set if list of Metrics is set.',
    })
    await assert.rejects(cloudwatch('PutMetricAlarm', { AlarmName }), {
      name: 'ValidationError',
      message: 'MetricName must not be null',
    })
    const { EvaluationPeriods, ComparisonOperator, Threshold } = metric
    const rule = { EvaluationPeriods, ComparisonOperator, Threshold }
    await cloudwatch('PutMetricAlarm', { AlarmName, ...rule, Metrics })
    assert.deepEqual((await describeOne(AlarmName)).Metrics, Metrics)
  })

  test('that are rejected for their tags are not there', async () => {
    const AlarmName = unique('tags')
    const Tags = [{ Key: 'aws:x', Value: '' }]
    await assert.rejects(cloudwatch('PutMetricAlarm', { AlarmName, ...metric, Tags }), {
      name: 'ValidationError',
    })
    assert.equal(await describeOne(AlarmName), undefined)
  })
})
