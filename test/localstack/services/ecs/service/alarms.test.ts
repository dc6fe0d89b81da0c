import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type DeploymentConfiguration } from '@aws-sdk/client-ecs'
import { storyOf } from '../../../../support/ecs.ts'
import { openShifting, type Shifting } from '../../../../support/shifting.ts'
import { openEmulator, type Target, unique } from '../../../../support/target.ts'
import { until } from '../../../../support/until.ts'
import { cloudWatchOf } from '../../cloudwatch/client.ts'

const reason = 'Service deployment rolled back because of one or more active alarms.'

describe('an alarm', () => {
  let target: Target
  let shifting: Shifting
  let cloudwatch: ReturnType<typeof cloudWatchOf>

  before(async () => {
    target = await openEmulator()
    shifting = await openShifting(target)
    cloudwatch = cloudWatchOf(target)
  })
  after(async () => {
    await shifting[Symbol.asyncDispose]()
    await target[Symbol.asyncDispose]()
  })

  const createAlarm = async () => {
    const AlarmName = unique('errors')
    await cloudwatch('PutMetricAlarm', {
      AlarmName,
      Namespace: 'AWS/ApplicationELB',
      MetricName: 'HTTPCode_Target_5XX_Count',
      Statistic: 'Sum',
      Period: 10,
      EvaluationPeriods: 1,
      Threshold: 5,
      ComparisonOperator: 'GreaterThanThreshold',
    })
    return AlarmName
  }
  const setState = (AlarmName: string, StateValue: 'OK' | 'ALARM') =>
    cloudwatch('SetAlarmState', { AlarmName, StateValue, StateReason: 'test' })
  const watchedBy = (...alarmNames: string[]): DeploymentConfiguration => ({
    alarms: { alarmNames, enable: true, rollback: true },
  })
  const runningService = async (settings = {}) => {
    await shifting.app.register()
    const service = await shifting.app.createService(settings)
    await shifting.app.rolledOut(service)
    return service
  }

  test('that is not there yet is accepted, since it may depend on the service', async () => {
    const missing = unique('later')
    const service = await runningService({ deploymentConfiguration: watchedBy(missing) })
    const { alarms, status } = await shifting.newest(service)
    assert.equal(status, 'SUCCESSFUL')
    assert.deepEqual(alarms, {
      status: 'MONITORING_COMPLETE',
      alarmNames: [missing],
      triggeredAlarmNames: [],
    })
  })

  test('rolls a rolling update back that bakes', async () => {
    const service = await runningService()
    const alarm = await createAlarm()
    await shifting.configure(service, { ...watchedBy(alarm), bakeTimeInMinutes: 1440 })
    await shifting.deploy(service, '2')
    await until('the new task alone', async () => {
      const { deployments } = await shifting.app.describeService(service)
      const [primary, old] = deployments!
      return primary!.runningCount === 1 && old?.runningCount === 0
    })
    assert.equal((await shifting.newest(service)).status, 'IN_PROGRESS')
    await setState(alarm, 'ALARM')
    const record = await shifting.ended(service, 'ROLLBACK_SUCCESSFUL')
    assert.equal(record.statusReason, reason)
    assert.deepEqual(record.alarms, {
      status: 'TRIGGERED',
      alarmNames: [alarm],
      triggeredAlarmNames: [alarm],
    })
    const story = storyOf(await shifting.app.describeService(service))
    const failed = story.findIndex((message) => message.endsWith('failed: alarm detected.'))
    assert.equal(story[failed], '(service S) (deployment D2) deployment failed: alarm detected.')
    assert.equal(story[failed + 1], '(service S) rolling back to deployment D1.')
  })

  test('that is on when a deployment begins does not stop it', async () => {
    const service = await runningService()
    const alarm = await createAlarm()
    await setState(alarm, 'ALARM')
    await shifting.configure(service, watchedBy(alarm))
    await shifting.deploy(service, '3')
    await shifting.app.rolledOut(service)
    const { alarms, status } = await shifting.newest(service)
    assert.equal(status, 'SUCCESSFUL')
    assert.equal(alarms!.status, 'DISABLED')
  })

  test('returns the traffic of a canary', async () => {
    const alarm = await createAlarm()
    const service = await runningService(
      shifting.behind({
        strategy: 'CANARY',
        canaryConfiguration: { canaryPercent: 20, canaryBakeTimeInMinutes: 0 },
        ...watchedBy(alarm),
      }),
    )
    await shifting.configure(service, {
      canaryConfiguration: { canaryPercent: 20, canaryBakeTimeInMinutes: 1440 },
    })
    await shifting.deploy(service, '2')
    await shifting.inStage(service, 'PRODUCTION_TRAFFIC_SHIFT')
    const before = await shifting.weights(shifting.production)
    assert.deepEqual(Object.values(before).toSorted(), [20, 80])
    await setState(alarm, 'ALARM')
    const { statusReason } = await shifting.ended(service, 'ROLLBACK_SUCCESSFUL')
    assert.equal(statusReason, reason)
    assert.equal(await shifting.answer(shifting.balancer.url), 'version 1')
  })
})
