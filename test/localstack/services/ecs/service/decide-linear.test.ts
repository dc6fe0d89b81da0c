import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rolloutOf, shiftsBack, stopsOneOfEach } from './shifting-situation.ts'
import { decideIn, type Situation, summary } from './situation.ts'

const { at, waiting } = rolloutOf('LINEAR', {
  linearConfiguration: { stepPercent: 30.5, stepBakeTimeInMinutes: 2 },
})

const shifted = (blue: number, green: number, percent: number) => [
  'record: lifecycleStage PRODUCTION_TRAFFIC_SHIFT',
  `shift production: blue ${blue}, green ${green}`,
  `record: traffic ${percent}, test 100`,
]
const toNextStep = [
  'record: lifecycleStage PRE_PRODUCTION_TRAFFIC_SHIFT',
  'new: waitUntil undefined',
]

const situations: Record<string, [Situation, string[]]> = {
  'traffic: the first step': [
    at('PRE_PRODUCTION_TRAFFIC_SHIFT'),
    [...shifted(695, 305, 30.5), 'new: waitUntil'],
  ],
  'traffic: the second step': [
    at('PRE_PRODUCTION_TRAFFIC_SHIFT', {}, 30.5),
    [...shifted(39, 61, 61), 'new: waitUntil'],
  ],
  'traffic: the last step has what remains, and no bake time': [
    at('PRE_PRODUCTION_TRAFFIC_SHIFT', {}, 91.5),
    shifted(0, 100, 100),
  ],
  'traffic: 10 percent in each step unless given': [
    at('PRE_PRODUCTION_TRAFFIC_SHIFT', { configuration: { linearConfiguration: undefined } }, 20),
    [...shifted(70, 30, 30), 'new: waitUntil'],
  ],
  'traffic: stays while a step bakes': [
    at('PRODUCTION_TRAFFIC_SHIFT', { deployments: waiting(1) }, 30.5),
    [],
  ],
  'traffic: the next step follows': [
    at('PRODUCTION_TRAFFIC_SHIFT', { deployments: waiting(0) }, 30.5),
    toNextStep,
  ],
  'traffic: without a step bake time the next step follows at once': [
    at(
      'PRODUCTION_TRAFFIC_SHIFT',
      { configuration: { linearConfiguration: { stepBakeTimeInMinutes: 0 } } },
      10,
    ),
    toNextStep.slice(0, 1),
  ],
  'stop: StopServiceDeployment returns the traffic of all steps': [
    at(
      'PRE_PRODUCTION_TRAFFIC_SHIFT',
      {
        tasks: [],
        desired: 0,
        record: { status: 'ROLLBACK_REQUESTED', statusReason: 'requested' },
      },
      61,
    ),
    [
      'event rolling back to deployment old.',
      'failDeployment new',
      'rollBack',
      ...shiftsBack,
      'completeDeployment old',
      'event (deployment old) deployment completed.',
      'service: steadySince',
      'event has reached a steady state.',
    ],
  ],
  'scaling in the middle: in stops tasks of both': [
    at('PRODUCTION_TRAFFIC_SHIFT', { deployments: waiting(60_000), desired: 1 }, 30.5),
    stopsOneOfEach,
  ],
}

for (const [title, [situation, expected]] of Object.entries(situations))
  test(`linear, ${title}`, () => assert.deepEqual(summary(decideIn(situation)), expected))
