import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  cannotStart,
  checking,
  decideIn,
  deployment,
  later,
  type Situation,
  starting,
  summary,
  task,
  unhealthy,
} from './situation.ts'
import {
  blue,
  forwards,
  green,
  rolloutOf,
  shiftsBack,
  stopsOneOfEach,
} from './shifting-situation.ts'

const strategy = 'BLUE_GREEN'
const { rollout, at, waiting } = rolloutOf(strategy)
const networkBalancer = {
  targetGroupArn: 'blue',
  containerName: 'app',
  containerPort: 80,
  advancedConfiguration: {
    alternateTargetGroupArn: 'green',
    productionListenerRule: 'listener:listener/net/web/1',
  },
}
const breaker = { deploymentCircuitBreaker: { enable: true, rollback: true } }

const situations: Record<string, [Situation, string[]]> = {
  'start: the first stage': [at(undefined), ['record: lifecycleStage PRE_SCALE_UP']],
  'start: no task before SCALE_UP': [
    at('PRE_SCALE_UP', { tasks: blue }),
    ['record: lifecycleStage SCALE_UP', 'start 2 of new'],
  ],
  'start: all new tasks at SCALE_UP': [at('SCALE_UP', { tasks: blue }), ['start 2 of new']],
  'start: a production rule that serves neither group': [
    at(undefined, {
      snapshot: { forwards: { ...forwards, production: [{ arn: 'other', weight: 1 }] } },
    }),
    [
      'event (deployment new) deployment failed: Service deployment rolled back because of invalid networking configuration. Production listener rule is forwarding traffic to unexpected target group other. Expected traffic to be forwarded to either targetGroupArn: blue or alternateTargetGroupArn: green',
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
  'start: a running task is registered with the group that has no traffic': [
    at('SCALE_UP', { tasks: [...blue, task('green-1', 'new'), task('green-2', 'new', starting)] }),
    [
      'registerTarget green-1 green 10.0.0.1:80',
      'event registered 1 targets in (target-group green)',
    ],
  ],
  'healthy: not all new tasks yet': [
    at('SCALE_UP', { tasks: [...blue, green[0]!, task('green-2', 'new', starting)] }),
    [],
  ],
  'healthy: all new tasks end SCALE_UP': [
    at('SCALE_UP', { tasks: [...blue, ...green] }),
    ['record: lifecycleStage POST_SCALE_UP'],
  ],
  'traffic: the test rule': [
    at('POST_SCALE_UP'),
    [
      'record: lifecycleStage TEST_TRAFFIC_SHIFT',
      'shift test: blue 0, green 100',
      'record: traffic 0, test 100',
    ],
  ],
  'traffic: the production rule': [
    at('PRE_PRODUCTION_TRAFFIC_SHIFT'),
    [
      'record: lifecycleStage PRODUCTION_TRAFFIC_SHIFT',
      'shift production: blue 0, green 100',
      'record: traffic 100, test 100',
    ],
  ],
  'traffic: all at once': [
    at('PRODUCTION_TRAFFIC_SHIFT', {}, 100),
    ['record: lifecycleStage POST_PRODUCTION_TRAFFIC_SHIFT'],
  ],
  'traffic: a network load balancer takes its time': [
    at('PRE_PRODUCTION_TRAFFIC_SHIFT', { loadBalancers: [networkBalancer] }),
    [
      'record: lifecycleStage PRODUCTION_TRAFFIC_SHIFT',
      'shift listener:listener/net/web/1: blue 0, green 100',
      'record: traffic 100, test 100',
      'new: waitUntil',
    ],
  ],
  'bake time: begins with its stage': [
    at('POST_PRODUCTION_TRAFFIC_SHIFT', { configuration: { bakeTimeInMinutes: 5 } }, 100),
    ['record: lifecycleStage BAKE_TIME', 'new: waitUntil'],
  ],
  'bake time: keeps the old tasks': [at('BAKE_TIME', baking(), 100), []],
  'bake time: is over': [
    at('BAKE_TIME', { ...baking(), deployments: waiting(0) }, 100),
    [
      'record: lifecycleStage CLEAN_UP',
      'new: waitUntil undefined',
      'stop blue-1',
      'stop blue-2',
      'event has stopped 2 running tasks: (task blue-1) (task blue-2).',
      'deregisterTarget blue-1 blue blue-1:80',
      'deregisterTarget blue-2 blue blue-2:80',
      'event deregistered 2 targets in (target-group blue)',
      'event (service web, taskSet old) has begun draining connections on 2 tasks.',
    ],
  ],
  'complete: only after CLEAN_UP': [at('BAKE_TIME', baking()), []],
  'complete: without old tasks': [
    at('CLEAN_UP', { tasks: green }),
    [
      'completeDeployment new',
      'event (deployment new) deployment completed.',
      'service: steadySince',
      'event has reached a steady state.',
    ],
  ],
  'unhealthy: a new task is replaced': [
    at('SCALE_UP', { tasks: [...blue, green[0]!, task('green-2', 'new', unhealthy)] }),
    [
      'registerTarget green-2 green 10.0.0.1:80',
      'event registered 1 targets in (target-group green)',
      'event (task green-2) failed container health checks.',
      'stop green-2',
      'new: failedTasks 1',
      'start 1 of new',
      'event has stopped 1 running tasks: (task green-2).',
      'record: breaker MONITORING 1',
      'deregisterTarget green-2 green 10.0.0.1:80',
      'event deregistered 1 targets in (target-group green)',
      'event (service web, taskSet new) has begun draining connections on 1 tasks.',
    ],
  ],
  'unhealthy: an old task is replaced while it may still get traffic': [
    at('BAKE_TIME', { ...baking(), tasks: [{ ...blue[0]!, ...unhealthy }, blue[1]!, ...green] }),
    [
      'event (task blue-1) failed container health checks.',
      'stop blue-1',
      'start 1 of old',
      'event has stopped 1 running tasks: (task blue-1).',
      'deregisterTarget blue-1 blue blue-1:80',
      'event deregistered 1 targets in (target-group blue)',
      'event (service web, taskSet old) has begun draining connections on 1 tasks.',
    ],
  ],
  'cannot start: waits before the next try': [
    at('SCALE_UP', { tasks: [...blue, task('green-1', 'new', cannotStart)] }),
    [
      'green-1: failureNoted',
      'event was unable to place a task. Reason: CannotPullContainerError.',
      'new: failedTasks 1, startFailures 1, notBefore',
      'record: breaker MONITORING 1',
    ],
  ],
  'percents: do not count': [
    at('SCALE_UP', {
      tasks: blue,
      configuration: { minimumHealthyPercent: 0, maximumPercent: 100 },
    }),
    ['start 2 of new'],
  ],
  'circuit breaker: returns the traffic': [
    at('SCALE_UP', {
      configuration: breaker,
      tasks: blue,
      deployments: [{ ...rollout[0]!, failedTasks: 3, notBefore: later(1) }, rollout[1]!],
    }),
    [
      'record: breaker MONITORING 3',
      'failDeployment new',
      'event (deployment new) deployment failed: tasks failed to start.',
      'record: breaker TRIGGERED 3',
      'event rolling back to deployment old.',
      'rollBack',
      ...shiftsBack,
      'observeAgain',
    ],
  ],
  'rollback: is a rolling deployment that stops the new tasks': [
    at(undefined, {
      deployments: [
        deployment('old'),
        deployment('new', { strategy, status: 'ACTIVE', rolloutState: 'FAILED' }),
      ],
      record: { deploymentId: 'new', status: 'ROLLBACK_IN_PROGRESS' },
      tasks: [...blue, task('green-1', 'new', { ...checking, ...starting })],
    }),
    ['stop green-1'],
  ],
  'stop: StopServiceDeployment returns the traffic while it bakes': [
    at('BAKE_TIME', {
      ...baking(),
      record: { status: 'ROLLBACK_REQUESTED', statusReason: 'requested' },
      tasks: [...blue, ...green],
    }),
    [
      'event rolling back to deployment old.',
      'failDeployment new',
      'rollBack',
      ...shiftsBack,
      'stop green-1',
      'stop green-2',
      'event has stopped 2 running tasks: (task green-1) (task green-2).',
      'deregisterTarget green-1 green green-1:80',
      'deregisterTarget green-2 green green-2:80',
      'event deregistered 2 targets in (target-group green)',
      'event (service web, taskSet new) has begun draining connections on 2 tasks.',
    ],
  ],
  'new deployment meanwhile: first stops the tasks of the abandoned one': [
    at(undefined, {
      deployments: [
        deployment('newer', { strategy }),
        deployment('new', { strategy, status: 'ACTIVE' }),
        rollout[1]!,
      ],
      tasks: [...blue, task('green-1', 'new', starting)],
    }),
    ['record: lifecycleStage RECONCILE_SERVICE', 'stop green-1'],
  ],
  'new deployment meanwhile: goes on without the abandoned one': [
    at('RECONCILE_SERVICE', {
      tasks: blue,
      deployments: [
        deployment('newer', { strategy }),
        deployment('new', { strategy, status: 'ACTIVE' }),
        rollout[1]!,
      ],
    }),
    ['forgetDeployment new', 'record: lifecycleStage PRE_SCALE_UP'],
  ],
  'scaling in the middle: out starts tasks of both': [
    at('BAKE_TIME', { ...baking(), desired: 3, tasks: [...blue, ...green] }),
    ['start 1 of new', 'start 1 of old'],
  ],
  'scaling in the middle: in stops tasks of both': [
    at('BAKE_TIME', { ...baking(), desired: 1, tasks: [...blue, ...green] }),
    stopsOneOfEach,
  ],
}

/** In the middle of the bake time. */
function baking(): Situation {
  return {
    deployments: waiting(60_000),
    configuration: { bakeTimeInMinutes: 5 },
  }
}

for (const [title, [situation, expected]] of Object.entries(situations))
  test(`blue/green, ${title}`, () => assert.deepEqual(summary(decideIn(situation)), expected))
