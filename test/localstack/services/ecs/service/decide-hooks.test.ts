import assert from 'node:assert/strict'
import { test } from 'node:test'
import type {
  DeploymentLifecycleHookAction,
  DeploymentLifecycleHookDetail,
  DeploymentLifecycleHookStage,
  DeploymentLifecycleHookTimeoutConfiguration,
} from '@aws-sdk/client-ecs'
import { blue, green, rolloutOf, shiftsBack } from './shifting-situation.ts'
import { decideIn, later, type Situation, starting, summary, task } from './situation.ts'

const pause = (
  stage: DeploymentLifecycleHookStage,
  timeoutConfiguration?: DeploymentLifecycleHookTimeoutConfiguration,
) => ({
  lifecycleHooks: [
    { targetType: 'PAUSE' as const, lifecycleStages: [stage], timeoutConfiguration },
  ],
})
const hook = (
  status: DeploymentLifecycleHookDetail['status'],
  timeoutAction: DeploymentLifecycleHookAction = 'ROLLBACK',
  expiresIn = 60_000,
): DeploymentLifecycleHookDetail => ({
  hookId: `ecs-pause-${status}`,
  targetType: 'PAUSE',
  status,
  timeoutAction,
  expiresAt: later(expiresIn),
})

const { at } = rolloutOf('BLUE_GREEN')
const linear = rolloutOf('LINEAR')
const lifecycleStage = 'POST_TEST_TRAFFIC_SHIFT'
/** At the stage after the test traffic shift with some hooks. */
const held = (...lifecycleHookDetails: DeploymentLifecycleHookDetail[]): Situation =>
  at(lifecycleStage, {
    record: { lifecycleStage, lifecycleHookDetails },
    tasks: [...blue, task('green-1', 'new', starting), task('green-2', 'new', starting)],
  })
const rolledBack = (reason: string) => [
  `event (deployment new) deployment failed: ${reason}`,
  'event rolling back to deployment old.',
  'failDeployment new',
  'rollBack',
  ...shiftsBack,
  'stop green-1',
  'stop green-2',
]
const next = ['record: lifecycleStage PRE_PRODUCTION_TRAFFIC_SHIFT']

const situations: Record<string, [Situation, string[]]> = {
  'a pause starts with its stage': [
    at('TEST_TRAFFIC_SHIFT', {
      configuration: pause(lifecycleStage, { timeoutInMinutes: 10, action: 'CONTINUE' }),
    }),
    ['record: lifecycleStage POST_TEST_TRAFFIC_SHIFT', 'pause for 10 min, then CONTINUE'],
  ],
  'a pause lasts a day, and then rolls back, unless given': [
    at('TEST_TRAFFIC_SHIFT', { configuration: pause(lifecycleStage) }),
    ['record: lifecycleStage POST_TEST_TRAFFIC_SHIFT', 'pause for 1440 min, then ROLLBACK'],
  ],
  'a pause of another stage does not start': [
    at('TEST_TRAFFIC_SHIFT', { configuration: pause('POST_SCALE_UP') }),
    ['record: lifecycleStage POST_TEST_TRAFFIC_SHIFT'],
  ],
  'a pause before the first stage starts no task': [
    at(undefined, { configuration: pause('PRE_SCALE_UP') }),
    ['record: lifecycleStage PRE_SCALE_UP', 'pause for 1440 min, then ROLLBACK'],
  ],
  'a linear deployment pauses before each step': [
    linear.at(
      'PRODUCTION_TRAFFIC_SHIFT',
      {
        deployments: linear.waiting(0),
        configuration: pause('PRE_PRODUCTION_TRAFFIC_SHIFT'),
      },
      10,
    ),
    [
      'record: lifecycleStage PRE_PRODUCTION_TRAFFIC_SHIFT',
      'new: waitUntil undefined',
      'pause for 1440 min, then ROLLBACK',
    ],
  ],
  'a hook that awaits an action holds the deployment': [held(hook('AWAITING_ACTION')), []],
  'one of two hooks holds the deployment': [held(hook('SUCCEEDED'), hook('AWAITING_ACTION')), []],
  'hooks that are continued let the next stage begin': [
    held(hook('SUCCEEDED'), hook('SUCCEEDED')),
    next,
  ],
  'a timeout rolls back': [
    held(hook('AWAITING_ACTION', 'ROLLBACK', 0)),
    [
      'record: hook TIMED_OUT',
      ...rolledBack(
        'Service deployment rolled back because POST_TEST_TRAFFIC_SHIFT pause hook timed out.',
      ),
    ],
  ],
  'a timeout continues if that is its action': [
    held(hook('AWAITING_ACTION', 'CONTINUE', 0)),
    ['record: hook TIMED_OUT', ...next],
  ],
  'a timeout of one hook leaves the other': [
    held(hook('AWAITING_ACTION', 'CONTINUE', 0), hook('AWAITING_ACTION')),
    ['record: hook TIMED_OUT, hook AWAITING_ACTION'],
  ],
  'one hook that is rolled back is enough': [
    held(hook('FAILED'), hook('AWAITING_ACTION')),
    rolledBack(
      'Service deployment rolled back because POST_TEST_TRAFFIC_SHIFT lifecycle hook(s) failed.',
    ),
  ],
  'a paused deployment replaces its tasks': [
    at('POST_SCALE_UP', {
      record: { lifecycleStage: 'POST_SCALE_UP', lifecycleHookDetails: [hook('AWAITING_ACTION')] },
      tasks: [...blue, green[0]!],
    }),
    ['start 1 of new'],
  ],
  'CLOCK_RATE does not shorten a timeout': [
    at('TEST_TRAFFIC_SHIFT', {
      configuration: pause(lifecycleStage, { timeoutInMinutes: 10 }),
      snapshot: { rate: 100 },
    }),
    ['record: lifecycleStage POST_TEST_TRAFFIC_SHIFT', 'pause for 10 min, then ROLLBACK'],
  ],
}

for (const [title, [situation, expected]] of Object.entries(situations))
  test(`lifecycle hooks: ${title}`, () => assert.deepEqual(summary(decideIn(situation)), expected))
