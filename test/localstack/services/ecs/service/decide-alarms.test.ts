import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blue, green, rolloutOf, shiftsBack } from './shifting-situation.ts'
import {
  completed,
  decideIn,
  deployment,
  later,
  type Situation,
  starting,
  summary,
  task,
} from './situation.ts'

const alarm = (isTriggered: boolean, evaluationTime = 60_000) => ({
  name: 'errors',
  isTriggered,
  evaluationTime,
})
const watched = (rollback = true, bakeTimeInMinutes = 0) => ({
  alarms: { alarmNames: ['errors'], enable: true, rollback },
  bakeTimeInMinutes,
})
const monitoring = {
  alarms: { status: 'MONITORING' as const, alarmNames: ['errors'], triggeredAlarmNames: [] },
}
const newTasks = [task('new-1', 'new'), task('new-2', 'new')]
const oldTasks = [task('old-1', 'old'), task('old-2', 'old')]

/** A rolling update that an alarm watches. */
const rolling = (situation: Situation = {}): Situation => ({
  deployments: [deployment('new'), completed()],
  tasks: newTasks,
  configuration: watched(),
  record: monitoring,
  snapshot: { alarms: [alarm(false)] },
  ...situation,
})
const baking = (ms: number) => [deployment('new', { waitUntil: later(ms) }), completed()]
const completes = [
  'completeDeployment new',
  'event (deployment new) deployment completed.',
  'service: steadySince',
  'event has reached a steady state.',
]
const triggered = { alarms: [alarm(true)] }
const fails = [
  'failDeployment new',
  'event (deployment new) deployment failed: alarm detected.',
  'record: alarms TRIGGERED errors',
]
const { at, waiting } = rolloutOf('CANARY', watched())

const situations: Record<string, [Situation, string[]]> = {
  'a rolling update bakes once all its tasks are healthy': [rolling(), ['new: waitUntil']],
  'a rolling update does not bake before that': [
    rolling({ tasks: [...newTasks, oldTasks[0]!] }),
    ['stop old-1', 'event has stopped 1 running tasks: (task old-1).'],
  ],
  'a rolling update completes after it has baked': [rolling({ deployments: baking(0) }), completes],
  'a rolling update bakes as long as the slowest alarm needs': [
    rolling({
      deployments: baking(120_000),
      snapshot: { alarms: [alarm(false), alarm(false, 120_000)] },
    }),
    [],
  ],
  'a rolling update bakes for five minutes at most': [
    rolling({ deployments: baking(300_001), snapshot: { alarms: [alarm(false, 3_600_000)] } }),
    completes,
  ],
  'a rolling update bakes as long as configured': [
    rolling({ deployments: baking(600_000), configuration: watched(true, 10) }),
    [],
  ],
  'a rolling update without alarms does not bake': [
    rolling({ record: {}, snapshot: {}, configuration: { bakeTimeInMinutes: 10 } }),
    completes,
  ],
  'an alarm rolls a deployment back': [
    rolling({ tasks: [...oldTasks, ...newTasks], snapshot: triggered }),
    [
      'stop old-1',
      'stop old-2',
      'event has stopped 2 running tasks: (task old-1) (task old-2).',
      ...fails,
      'event rolling back to deployment old.',
      'rollBack',
      'observeAgain',
    ],
  ],
  'an alarm rolls a deployment back that bakes': [
    rolling({ deployments: baking(60_000), snapshot: triggered }),
    [...fails, 'event rolling back to deployment old.', 'rollBack', 'observeAgain'],
  ],
  'an alarm fails a deployment without rollback': [
    rolling({ configuration: watched(false), snapshot: triggered }),
    [...fails, 'finish STOPPED'],
  ],
  'an alarm that finds nothing to roll back to': [
    rolling({ deployments: [deployment('new')], snapshot: triggered }),
    [...fails, 'finish ROLLBACK_FAILED'],
  ],
  'an alarm before the first task has run does nothing': [
    rolling({
      tasks: [...oldTasks, task('new-1', 'new', starting), task('new-2', 'new', starting)],
      snapshot: triggered,
    }),
    [],
  ],
  'an alarm that was on at the beginning is ignored': [
    rolling({
      record: { alarms: { ...monitoring.alarms, status: 'DISABLED' } },
      snapshot: triggered,
    }),
    completes,
  ],
  'an alarm does not watch a rollback': [
    rolling({
      deployments: [
        deployment('old'),
        deployment('new', { status: 'ACTIVE', rolloutState: 'FAILED' }),
      ],
      tasks: oldTasks,
      record: { ...monitoring, deploymentId: 'new', status: 'ROLLBACK_IN_PROGRESS' },
      snapshot: triggered,
    }),
    [
      'completeDeployment old',
      'event (deployment old) deployment completed.',
      'service: steadySince',
      'event has reached a steady state.',
    ],
  ],
  'an alarm returns the traffic of a canary': [
    at('PRODUCTION_TRAFFIC_SHIFT', {
      deployments: waiting(60_000),
      tasks: [...blue, ...green],
      record: {
        ...monitoring,
        lifecycleStage: 'PRODUCTION_TRAFFIC_SHIFT',
        targetServiceRevision: { requestedProductionTrafficWeight: 5 },
      },
      snapshot: triggered,
    }),
    [...fails, 'event rolling back to deployment old.', 'rollBack', ...shiftsBack, 'observeAgain'],
  ],
}

for (const [title, [situation, expected]] of Object.entries(situations))
  test(`alarms: ${title}`, () => assert.deepEqual(summary(decideIn(situation)), expected))
