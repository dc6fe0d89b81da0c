import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DeploymentConfiguration, DeploymentLifecycleHook } from '@aws-sdk/client-ecs'
import { rollingConfiguration } from '../../../../../localstack/services/ecs/service/configuration.ts'
import { checkDeploymentConfiguration } from '../../../../../localstack/services/ecs/service/strategy-rules.ts'

const loadBalancers = [{ targetGroupArn: 'blue' }]
const check = (configuration: DeploymentConfiguration) =>
  checkDeploymentConfiguration({
    deploymentConfiguration: rollingConfiguration(configuration),
    loadBalancers,
  })
const pause: DeploymentLifecycleHook = { targetType: 'PAUSE', lifecycleStages: ['PRE_SCALE_UP'] }
const hooks = (...lifecycleHooks: DeploymentLifecycleHook[]): DeploymentConfiguration => ({
  strategy: 'BLUE_GREEN',
  lifecycleHooks,
})
const canary = (canaryPercent: number, canaryBakeTimeInMinutes = 0): DeploymentConfiguration => ({
  strategy: 'CANARY',
  canaryConfiguration: { canaryPercent, canaryBakeTimeInMinutes },
})
const linear = (stepPercent: number, stepBakeTimeInMinutes = 0): DeploymentConfiguration => ({
  strategy: 'LINEAR',
  linearConfiguration: { stepPercent, stepBakeTimeInMinutes },
})

const rejected: Record<string, DeploymentConfiguration> = {
  'bakeTimeInMinutes must be between 0 and 1440': { bakeTimeInMinutes: 1441 },
  'canaryBakeTimeInMinutes must be between 0 and 1440': canary(5, 1441),
  'stepBakeTimeInMinutes must be between 0 and 1440': linear(5, -1),
  'canaryPercent must be a multiple of 0.1 from 0.1 to 100.0': canary(0.05),
  'stepPercent must be a multiple of 0.1 from 3.0 to 100.0': linear(2.9),
  'canaryConfiguration is only valid when the deployment strategy is CANARY': {
    ...canary(5),
    strategy: 'LINEAR',
  },
  'linearConfiguration is only valid when the deployment strategy is LINEAR': {
    ...linear(5),
    strategy: 'ROLLING',
  },
  'Invalid lifecycle stage provided for Pause Hook': hooks({
    ...pause,
    lifecycleStages: ['PRE_SCALE_UP', 'TEST_TRAFFIC_SHIFT'],
  }),
  'lifecycleStages must be specified': hooks({ targetType: 'PAUSE' }),
  'lifecycleHooks can have at most 10 items.': hooks(...Array.from({ length: 11 }, () => pause)),
}
for (const [message, configuration] of Object.entries(rejected))
  test(`rejects a deployment configuration: ${message}`, () =>
    assert.throws(() => check(configuration), { code: 'InvalidParameterException', message }))

const missing: Record<string, DeploymentConfiguration> = {
  'deployment lifecycle hooks: it has no Lambda': hooks({
    hookTargetArn: 'arn:aws:lambda:us-east-1:000000000000:function:check',
    lifecycleStages: ['POST_SCALE_UP'],
  }),
  'pause hooks with a target or role, which are for Lambda hooks': hooks({
    ...pause,
    roleArn: 'arn:aws:iam::000000000000:role/hook',
  }),
  'lifecycle hooks of rolling updates': { lifecycleHooks: [pause] },
  'early success criteria of deployments': { earlySuccessCriteria: { enable: true } },
}
for (const [what, configuration] of Object.entries(missing))
  test(`does not implement ${what}`, () =>
    assert.throws(() => check(configuration), { status: 501, message: new RegExp(what) }))

test('does not implement canary deployments without a load balancer', () =>
  assert.throws(
    () =>
      checkDeploymentConfiguration({
        deploymentConfiguration: rollingConfiguration(canary(5)),
        loadBalancers: [],
      }),
    { status: 501, message: /the deployment strategy CANARY without a load balancer/ },
  ))

test('accepts the limits and what lies between them', () => {
  for (const percent of [0.1, 12.3, 33.3, 100]) check(canary(percent, 1440))
  for (const percent of [3, 3.1, 99.9, 100]) check(linear(percent, 1440))
  check({ strategy: 'CANARY' })
  check({ strategy: 'LINEAR', bakeTimeInMinutes: 1440 })
  check(hooks({ ...pause, lifecycleStages: ['RECONCILE_SERVICE', 'POST_TEST_TRAFFIC_SHIFT'] }))
})

test('a new strategy leaves the steps of the one before behind', () => {
  const before = rollingConfiguration({ ...canary(20), bakeTimeInMinutes: 5 })
  const kept = rollingConfiguration({ bakeTimeInMinutes: 6 }, before)
  assert.deepEqual(kept.canaryConfiguration, before.canaryConfiguration)
  const after = rollingConfiguration({ strategy: 'LINEAR' }, before)
  assert.equal(after.canaryConfiguration, undefined)
  assert.equal(after.bakeTimeInMinutes, 5)
})
