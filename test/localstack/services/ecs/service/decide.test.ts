import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { test } from 'node:test'
import {
  cannotStart,
  checking,
  decideIn,
  deployment,
  later,
  now,
  type Situation,
  starting,
  summary,
  task,
  unhealthy,
} from './situation.ts'

const newTasks = [task('new-1', 'new'), task('new-2', 'new')]
const balancer = { targetGroupArn: 'blue', containerName: 'app', containerPort: 80 }
const target = { targetGroupArn: 'blue', Id: '10.0.0.1', Port: 80, deregistered: false }
const failedTarget = {
  ...target,
  health: { State: 'unhealthy', Description: 'codes: [500]' },
} as const
const silentTarget = {
  ...target,
  health: { State: 'unhealthy', Description: 'timed out' },
} as const

const situations: Record<string, [Situation, string[]]> = {
  'start: all tasks of a new service': [{}, ['start 2 of new']],
  'start: at most 50 at the same time': [{ desired: 80 }, ['start 50 of new']],
  'start: the deployment is taken up': [
    { record: { status: 'PENDING' }, desired: 0, tasks: newTasks.slice(0, 1) },
    [
      'record: status IN_PROGRESS, startedAt',
      'stop new-1',
      'event has stopped 1 running tasks: (task new-1).',
    ],
  ],
  'start: nothing while tasks start': [
    { tasks: [task('new-1', 'new', starting), task('new-2', 'new', checking)] },
    [],
  ],
  'start: running tasks are registered with their target group': [
    { loadBalancers: [balancer], tasks: newTasks.slice(0, 1), desired: 1 },
    ['registerTarget new-1 blue 10.0.0.1:80', 'event registered 1 targets in (target-group blue)'],
  ],
  'start: a pulled image is resolved for later tasks': [
    {
      tasks: [task('new-1', 'new', { ...checking, imageDigests: { app: 'sha256:1' } })],
      desired: 1,
    },
    ['resolve app of revision-of-new'],
  ],
  'healthy: the first time resets the failures': [
    {
      deployments: [deployment('new', { failedTasks: 2, startFailures: 2 })],
      tasks: [task('new-1', 'new', { healthySince: undefined }), task('new-2', 'new', starting)],
    },
    ['new-1: healthySince', 'new: startFailures 0, failedTasks 0'],
  ],
  'healthy: the deployment completes': [
    { tasks: newTasks },
    [
      'completeDeployment new',
      'event (deployment new) deployment completed.',
      'service: steadySince',
      'event has reached a steady state.',
    ],
  ],
  'healthy: a deployment of no task completes': [
    { desired: 0, tasks: [] },
    [
      'completeDeployment new',
      'event (deployment new) deployment completed.',
      'service: steadySince',
      'event has reached a steady state.',
    ],
  ],
  'healthy: a steady service does nothing': [
    {
      deployments: [deployment('new', { rolloutState: 'COMPLETED' })],
      service: { serviceDeployments: [], steadySince: later(-60_000) },
      tasks: newTasks,
    },
    [],
  ],
  'healthy: without any check after 40 s': [
    {
      desired: 1,
      tasks: [task('new-1', 'new', { ...checking, hasHealthCheck: false, age: 39_999 })],
    },
    [],
  ],
  'unhealthy: a task that fails its container check is replaced': [
    { tasks: [task('new-1', 'new', unhealthy), task('new-2', 'new')] },
    [
      'event (task new-1) failed container health checks.',
      'stop new-1',
      'new: failedTasks 1',
      'start 1 of new',
      'event has stopped 1 running tasks: (task new-1).',
      'record: breaker MONITORING 1',
    ],
  ],
  'unhealthy: a task that fails its target group’s check is replaced': [
    {
      desired: 1,
      loadBalancers: [balancer],
      deployments: [deployment('new', { rolloutState: 'COMPLETED' })],
      tasks: [task('new-1', 'new', { targets: [failedTarget] })],
      service: { serviceDeployments: [] },
    },
    [
      'event (task new-1) (port 80) is unhealthy in (target-group blue) due to (reason codes: [500])',
      'stop new-1',
      'start 1 of new',
      'event has stopped 1 running tasks: (task new-1).',
      'deregisterTarget new-1 blue 10.0.0.1:80',
      'event deregistered 1 targets in (target-group blue)',
      'event (service web, taskSet new) has begun draining connections on 1 tasks.',
    ],
  ],
  'unhealthy: not while a server may still be starting': [
    {
      desired: 1,
      loadBalancers: [balancer],
      tasks: [task('new-1', 'new', { ...checking, age: 9999, targets: [silentTarget] })],
    },
    [],
  ],
  'unhealthy: not within the grace period': [
    {
      desired: 1,
      service: { healthCheckGracePeriodSeconds: 61 },
      tasks: [task('new-1', 'new', { ...checking, ...unhealthy })],
    },
    [],
  ],
  'cannot start: counts, and waits before the next try': [
    { desired: 1, tasks: [task('new-1', 'new', cannotStart)] },
    [
      'new-1: failureNoted',
      'event was unable to place a task. Reason: CannotPullContainerError.',
      'new: failedTasks 1, startFailures 1, notBefore',
      'record: breaker MONITORING 1',
    ],
  ],
  'cannot start: is counted once': [
    {
      desired: 1,
      deployments: [deployment('new', { notBefore: later(10_000) })],
      tasks: [task('new-1', 'new', { ...cannotStart, failureNoted: true })],
    },
    [],
  ],
  'cannot start: three in a row are reported': [
    {
      desired: 1,
      deployments: [deployment('new', { startFailures: 2 })],
      tasks: [task('new-1', 'new', { ...cannotStart, stopCode: 'EssentialContainerExited' })],
    },
    [
      'new-1: failureNoted',
      'new: failedTasks 1, startFailures 3, notBefore',
      'event is unable to consistently start tasks successfully. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
      'record: breaker MONITORING 1',
    ],
  ],
  'cannot start: no task before the wait is over': [
    { deployments: [deployment('new', { notBefore: later(1) })] },
    [],
  ],
  'cannot start: a wait beyond the longest is from before the clock was set back': [
    { deployments: [deployment('new', { notBefore: later(900_001) })] },
    ['start 2 of new'],
  ],
}

for (const [title, [situation, expected]] of Object.entries(situations))
  test(title, () => assert.deepEqual(summary(decideIn(situation)), expected))

test('actions are plain data', () => {
  const reason = 'Scaling activity initiated by (deployment new)'
  assert.deepEqual(decideIn({ desired: 1, tasks: newTasks, service: { steadySince: now } }), [
    { type: 'changeService', changes: { steadySince: undefined } },
    { type: 'changeDeployment', id: 'new', changes: { moreOnAws: 10_000 } },
    { type: 'stopTask', taskArn: 'task/new-2', stopCode: 'ServiceSchedulerInitiated', reason },
    { type: 'emitEvent', message: '(service web) has stopped 1 running tasks: (task new-2).' },
  ])
})

const root = join(import.meta.dirname, '../../../../../localstack')

/** The files that a file needs at run time, itself included. */
function closureOf(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  const imports = readFileSync(file, 'utf8').matchAll(/^import (?!type )[^']*'(\.[^']+)'/gm)
  for (const [, specifier] of imports) closureOf(join(dirname(file), specifier!), seen)
  return seen
}

test('decide cannot reach the store, Docker, the clock or another service', () => {
  const files = [...closureOf(join(root, 'services/ecs/service/decide.ts'))]
  const own = files.map((file) => relative(root, file))
  assert.ok(own.includes('services/ecs/service/shifting.ts'))
  const forbidden = /^docker\/|kernel\/(clock|runtime|store|tracked)|ecs\/state|services\/(?!ecs\/)/
  assert.deepEqual(
    own.filter((file) => forbidden.test(file)),
    [],
  )
})
