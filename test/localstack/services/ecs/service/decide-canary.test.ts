import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blue, green, rolloutOf, shiftsBack } from './shifting-situation.ts'
import { decideIn, later, type Situation, starting, summary, task } from './situation.ts'

const strategy = 'CANARY'
const { rollout, at, waiting } = rolloutOf(strategy, {
  canaryConfiguration: { canaryPercent: 10, canaryBakeTimeInMinutes: 3 },
})
const breaker = { deploymentCircuitBreaker: { enable: true, rollback: true } }

const situations: Record<string, [Situation, string[]]> = {
  'traffic: first the canary percentage': [
    at('PRE_PRODUCTION_TRAFFIC_SHIFT'),
    [
      'record: lifecycleStage PRODUCTION_TRAFFIC_SHIFT',
      'shift production: blue 90, green 10',
      'record: traffic 10, test 100',
      'new: waitUntil',
    ],
  ],
  'traffic: 5 percent unless given': [
    at('PRE_PRODUCTION_TRAFFIC_SHIFT', { configuration: { canaryConfiguration: undefined } }),
    [
      'record: lifecycleStage PRODUCTION_TRAFFIC_SHIFT',
      'shift production: blue 95, green 5',
      'record: traffic 5, test 100',
      'new: waitUntil',
    ],
  ],
  'traffic: a tenth of a percent': [
    at('PRE_PRODUCTION_TRAFFIC_SHIFT', {
      configuration: { canaryConfiguration: { canaryPercent: 0.1 } },
    }),
    [
      'record: lifecycleStage PRODUCTION_TRAFFIC_SHIFT',
      'shift production: blue 999, green 1',
      'record: traffic 0.1, test 100',
      'new: waitUntil',
    ],
  ],
  'traffic: stays while the canary bakes': [
    at('PRODUCTION_TRAFFIC_SHIFT', { deployments: waiting(1) }, 10),
    [],
  ],
  'traffic: a wait beyond the longest is from before the clock was set back': [
    at('PRODUCTION_TRAFFIC_SHIFT', { deployments: waiting(180_001) }, 10),
    ['record: lifecycleStage PRE_PRODUCTION_TRAFFIC_SHIFT', 'new: waitUntil undefined'],
  ],
  'traffic: then all that remains': [
    at('PRODUCTION_TRAFFIC_SHIFT', { deployments: waiting(0) }, 10),
    ['record: lifecycleStage PRE_PRODUCTION_TRAFFIC_SHIFT', 'new: waitUntil undefined'],
  ],
  'traffic: the second step': [
    at('PRE_PRODUCTION_TRAFFIC_SHIFT', {}, 10),
    [
      'record: lifecycleStage PRODUCTION_TRAFFIC_SHIFT',
      'shift production: blue 0, green 100',
      'record: traffic 100, test 100',
    ],
  ],
  'traffic: the canary bake time does not follow the last step': [
    at('PRODUCTION_TRAFFIC_SHIFT', {}, 100),
    ['record: lifecycleStage POST_PRODUCTION_TRAFFIC_SHIFT'],
  ],
  'stop: StopServiceDeployment returns the traffic of the canary': [
    at(
      'PRODUCTION_TRAFFIC_SHIFT',
      {
        deployments: waiting(60_000),
        tasks: [...blue, task('green-1', 'new', starting)],
        record: { status: 'ROLLBACK_REQUESTED', statusReason: 'requested' },
      },
      10,
    ),
    [
      'event rolling back to deployment old.',
      'failDeployment new',
      'rollBack',
      ...shiftsBack,
      'stop green-1',
    ],
  ],
  'circuit breaker: returns the traffic of the canary': [
    at(
      'PRODUCTION_TRAFFIC_SHIFT',
      {
        configuration: breaker,
        tasks: blue,
        deployments: [
          { ...rollout[0]!, failedTasks: 3, notBefore: later(1), waitUntil: later(60_000) },
          rollout[1]!,
        ],
        record: {
          lifecycleStage: 'PRODUCTION_TRAFFIC_SHIFT',
          deploymentCircuitBreaker: { status: 'MONITORING', failureCount: 3, threshold: 3 },
        },
      },
      10,
    ),
    [
      'failDeployment new',
      'event (deployment new) deployment failed: tasks failed to start.',
      'record: breaker TRIGGERED 3',
      'event rolling back to deployment old.',
      'rollBack',
      ...shiftsBack,
      'observeAgain',
    ],
  ],
  'circuit breaker: without rollback leaves the traffic': [
    at('PRODUCTION_TRAFFIC_SHIFT', {
      configuration: { deploymentCircuitBreaker: { enable: true, rollback: false } },
      tasks: blue,
      deployments: [{ ...rollout[0]!, failedTasks: 3, notBefore: later(1) }, rollout[1]!],
      record: {
        lifecycleStage: 'PRODUCTION_TRAFFIC_SHIFT',
        targetServiceRevision: { requestedProductionTrafficWeight: 100 },
        deploymentCircuitBreaker: { status: 'MONITORING', failureCount: 3, threshold: 3 },
      },
    }),
    [
      'record: lifecycleStage POST_PRODUCTION_TRAFFIC_SHIFT',
      'failDeployment new',
      'event (deployment new) deployment failed: tasks failed to start.',
      'record: breaker TRIGGERED 3',
      'finish STOPPED',
    ],
  ],
  'scaling in the middle: out starts tasks of both': [
    at('PRODUCTION_TRAFFIC_SHIFT', { deployments: waiting(60_000), desired: 3 }, 10),
    ['start 1 of new', 'start 1 of old'],
  ],
  'unhealthy: an old task, which has most of the traffic, is replaced': [
    at(
      'PRODUCTION_TRAFFIC_SHIFT',
      { deployments: waiting(60_000), tasks: [blue[0]!, ...green] },
      10,
    ),
    ['start 1 of old'],
  ],
  'clock rate: divides the canary bake time': [
    at(
      'PRODUCTION_TRAFFIC_SHIFT',
      { deployments: waiting(18_001), tasks: [...blue, ...green], snapshot: { rate: 10 } },
      10,
    ),
    ['record: lifecycleStage PRE_PRODUCTION_TRAFFIC_SHIFT', 'new: waitUntil undefined'],
  ],
}

for (const [title, [situation, expected]] of Object.entries(situations))
  test(`canary, ${title}`, () => assert.deepEqual(summary(decideIn(situation)), expected))
