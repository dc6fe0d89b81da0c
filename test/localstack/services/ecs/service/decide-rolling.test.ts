import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  cannotStart,
  checking,
  completed,
  decideIn,
  deployment,
  later,
  type Situation,
  starting,
  stopping,
  summary,
  task,
} from './situation.ts'

/** Two healthy tasks of the deployment before. */
const oldTasks = [task('old-1', 'old'), task('old-2', 'old')]
const newTasks = [task('new-1', 'new'), task('new-2', 'new')]
const rollout = [deployment('new'), completed()]
const breaker = (rollback: boolean) => ({ deploymentCircuitBreaker: { enable: true, rollback } })
const failing = [deployment('new', { failedTasks: 3 }), completed()]

const situations: Record<string, [Situation, string[]]> = {
  'percents: 100 and 200 start all new tasks and keep the old': [
    { deployments: rollout, tasks: oldTasks },
    ['start 2 of new'],
  ],
  'percents: 100 and 150 start half': [
    { deployments: rollout, tasks: oldTasks, configuration: { maximumPercent: 150 } },
    ['start 1 of new'],
  ],
  'percents: 50 and 100 stop an old task first': [
    {
      deployments: rollout,
      tasks: oldTasks,
      configuration: { minimumHealthyPercent: 50, maximumPercent: 100 },
    },
    ['stop old-1', 'event has stopped 1 running tasks: (task old-1).'],
  ],
  'percents: an old task that is not healthy stops first': [
    {
      deployments: rollout,
      tasks: [oldTasks[0]!, task('old-2', 'old', checking), newTasks[0]!],
      configuration: { maximumPercent: 150 },
    },
    ['stop old-2', 'event has stopped 1 running tasks: (task old-2).'],
  ],
  'percents: without room are reported once': [
    {
      desired: 1,
      deployments: rollout,
      tasks: oldTasks.slice(0, 1),
      configuration: { maximumPercent: 150 },
    },
    [
      'new: saidBlocked true',
      'event was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.',
    ],
  ],
  'percents: healthy new tasks replace the old': [
    { deployments: rollout, tasks: [...oldTasks, ...newTasks] },
    ['stop old-1', 'stop old-2', 'event has stopped 2 running tasks: (task old-1) (task old-2).'],
  ],
  'percents: not complete while an old task stops': [
    { deployments: rollout, tasks: [...newTasks, task('old-1', 'old', stopping)] },
    [],
  ],
  'circuit breaker: not below the threshold': [
    {
      configuration: breaker(true),
      deployments: [deployment('new', { failedTasks: 2, notBefore: later(1) }), completed()],
      tasks: oldTasks,
      record: { deploymentCircuitBreaker: undefined },
    },
    [],
  ],
  'circuit breaker: fails the deployment': [
    {
      configuration: breaker(false),
      deployments: [{ ...failing[0]!, notBefore: later(1) }, completed()],
      tasks: oldTasks,
    },
    [
      'record: breaker MONITORING 3',
      'failDeployment new',
      'event (deployment new) deployment failed: tasks failed to start.',
      'record: breaker TRIGGERED 3',
      'finish STOPPED',
    ],
  ],
  'circuit breaker: a failed deployment starts and stops nothing': [
    {
      configuration: breaker(false),
      deployments: [deployment('new', { rolloutState: 'FAILED' }), completed()],
      tasks: [...oldTasks, newTasks[0]!],
      service: { serviceDeployments: [] },
    },
    [],
  ],
  'circuit breaker: rolls back, and leaves the rest to the next observation': [
    {
      configuration: breaker(true),
      deployments: failing,
      tasks: [...oldTasks, task('new-1', 'new', checking)],
    },
    [
      'start 1 of new',
      'record: breaker MONITORING 3',
      'failDeployment new',
      'event (deployment new) deployment failed: tasks failed to start.',
      'record: breaker TRIGGERED 3',
      'event rolling back to deployment old.',
      'rollBack',
      'observeAgain',
    ],
  ],
  'circuit breaker: cannot roll back to a task definition that is inactive': [
    {
      configuration: breaker(true),
      deployments: [{ ...failing[0]!, notBefore: later(1) }, completed()],
      tasks: oldTasks,
      snapshot: { canRollBack: false },
    },
    [
      'record: breaker MONITORING 3',
      'failDeployment new',
      'event (deployment new) deployment failed: tasks failed to start.',
      'record: breaker TRIGGERED 3',
      'finish ROLLBACK_FAILED',
    ],
  ],
  'circuit breaker: finds nothing to roll back to in a first deployment': [
    {
      configuration: breaker(true),
      deployments: [deployment('new', { failedTasks: 3, notBefore: later(1) })],
    },
    [
      'record: breaker MONITORING 3',
      'failDeployment new',
      'event (deployment new) deployment failed: tasks failed to start.',
      'record: breaker TRIGGERED 3',
      'finish ROLLBACK_FAILED',
    ],
  ],
  'circuit breaker: ignores the failures of a superseded deployment': [
    {
      configuration: breaker(true),
      deployments: [
        deployment('newer'),
        deployment('new', { status: 'ACTIVE', failedTasks: 3 }),
        completed(),
      ],
      tasks: [...oldTasks, task('newer-1', 'newer', starting), task('newer-2', 'newer', starting)],
    },
    ['forgetDeployment new'],
  ],
  'circuit breaker: ignores a task of a superseded deployment that fails now': [
    {
      configuration: breaker(true),
      deployments: [
        deployment('newer'),
        deployment('new', { status: 'ACTIVE', failedTasks: 2 }),
        completed(),
      ],
      tasks: [
        ...oldTasks,
        task('new-1', 'new', { ...cannotStart, stopCode: 'EssentialContainerExited' }),
        task('newer-1', 'newer', starting),
        task('newer-2', 'newer', starting),
      ],
    },
    ['new-1: failureNoted', 'new: failedTasks 3, startFailures 1, notBefore'],
  ],
  'rollback: replaces the tasks of the failed deployment': [
    {
      deployments: [
        deployment('old'),
        deployment('new', { status: 'ACTIVE', rolloutState: 'FAILED' }),
      ],
      record: { deploymentId: 'new', status: 'ROLLBACK_IN_PROGRESS' },
      tasks: [...oldTasks, task('new-1', 'new', checking)],
    },
    ['stop new-1', 'event has stopped 1 running tasks: (task new-1).'],
  ],
  'rollback: that fails too is not rolled back': [
    {
      configuration: breaker(true),
      deployments: [deployment('old', { failedTasks: 3, notBefore: later(1) })],
      record: { deploymentId: 'new', status: 'ROLLBACK_IN_PROGRESS' },
      service: { lastCompleted: completed() },
    },
    [
      'failDeployment old',
      'event (deployment old) deployment failed: tasks failed to start.',
      'record: breaker TRIGGERED 0',
      'finish ROLLBACK_FAILED',
    ],
  ],
  'stop: StopServiceDeployment rolls back': [
    {
      deployments: rollout,
      record: { status: 'ROLLBACK_REQUESTED', statusReason: 'requested' },
      tasks: [oldTasks[0]!, newTasks[0]!],
    },
    ['event rolling back to deployment old.', 'failDeployment new', 'rollBack', 'start 1 of old'],
  ],
  'stop: without a completed deployment fails': [
    { record: { status: 'ROLLBACK_REQUESTED', statusReason: 'requested' }, tasks: newTasks },
    ['failDeployment new', 'finish ROLLBACK_FAILED'],
  ],
  'stop: a deleted service stops its tasks': [
    { desired: 0, service: { status: 'DRAINING', serviceDeployments: [] }, tasks: newTasks },
    ['stop new-2', 'stop new-1', 'event has stopped 2 running tasks: (task new-2) (task new-1).'],
  ],
  'stop: a deleted service without tasks is inactive': [
    { desired: 0, service: { status: 'DRAINING', serviceDeployments: [] } },
    ['service: status INACTIVE'],
  ],
  'new deployment meanwhile: tasks of both older ones are replaced': [
    {
      deployments: [deployment('newer'), deployment('new', { status: 'ACTIVE' }), completed()],
      tasks: [...oldTasks, task('new-1', 'new', starting)],
    },
    ['start 1 of newer', 'stop new-1'],
  ],
  'new deployment meanwhile: a superseded one without tasks is forgotten': [
    {
      deployments: [deployment('newer'), deployment('new', { status: 'ACTIVE' }), completed()],
      tasks: [...oldTasks, task('newer-1', 'newer', starting), task('newer-2', 'newer', starting)],
    },
    ['forgetDeployment new'],
  ],
  'scaling in the middle: out': [
    { desired: 4, deployments: rollout, tasks: [...oldTasks, ...newTasks] },
    ['start 2 of new'],
  ],
  'scaling in the middle: in': [
    { desired: 1, deployments: rollout, tasks: [...oldTasks, ...newTasks] },
    [
      'stop old-1',
      'stop old-2',
      'stop new-2',
      'event has stopped 3 running tasks: (task old-1) (task old-2) (task new-2).',
    ],
  ],
  'scaling in the middle: protected tasks stay': [
    {
      desired: 0,
      tasks: [task('new-1', 'new', { isProtected: true }), newTasks[1]!],
    },
    ['stop new-2', 'event has stopped 1 running tasks: (task new-2).'],
  ],
  'EC2: no container instances are reported once': [
    { service: { launchType: 'EC2' } },
    [
      'new: saidBlocked true',
      'event was unable to place a task because no container instance met all of its requirements. Reason: No Container Instances were found in your cluster. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
    ],
  ],
}

for (const [title, [situation, expected]] of Object.entries(situations))
  test(`rolling, ${title}`, () => assert.deepEqual(summary(decideIn(situation)), expected))
