import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failedCheck, isHealthy } from '../../../../../localstack/services/ecs/service/health.ts'
import { observeTask } from '../../../../../localstack/services/ecs/service/observe.ts'
import { ecsOf } from '../../../../../localstack/services/ecs/state.ts'
import type { Scope } from '../../../../../localstack/kernel/scope.ts'
import { openScope } from '../../../../support/scope.ts'
import type { ServiceRecord, TaskRecord } from '../../../../../localstack/services/ecs/records.ts'

const hour = 3_600_000

/** A task that has just started, in a world whose two clocks the test moves. */
function openTask() {
  const clocks = { wall: Date.UTC(2026, 0, 1), steady: 0 }
  const clock = { rate: 1, now: () => new Date(clocks.wall), steady: () => clocks.steady }
  const scope = { ...openScope(), clock } as unknown as Scope
  const service = { deployments: [], healthCheckGracePeriodSeconds: 60 } as unknown as ServiceRecord
  ecsOf(scope).tasks.set('task', {
    taskArn: 'task',
    lastStatus: 'RUNNING',
    desiredStatus: 'RUNNING',
    startedAt: clock.now(),
    containers: [{ essential: true }],
    targets: [],
  } as unknown as TaskRecord)
  const task = ecsOf(scope).tasks.get('task')!
  const pass = (ms: number) => {
    clocks.wall += ms
    clocks.steady += ms
  }
  return {
    clocks,
    pass,
    task,
    healthy: () => isHealthy(service, clock, observeTask(scope, task)),
    failed: () => failedCheck(service, { targetGroups: {} }, observeTask(scope, task)),
  }
}

test('a task without a check is healthy after 40 s, also when the wall clock is set back meanwhile', () => {
  const { clocks, pass, healthy } = openTask()
  assert.equal(healthy(), false)
  pass(20_000)
  clocks.wall -= hour
  assert.equal(healthy(), false)
  pass(19_000)
  assert.equal(healthy(), false)
  pass(1000)
  assert.equal(healthy(), true)
})

test('a grace period is over in time, also when the wall clock is set back meanwhile', () => {
  const { clocks, pass, task, failed } = openTask()
  task.healthStatus = 'UNHEALTHY'
  assert.equal(failed(), undefined)
  clocks.wall -= hour
  pass(59_000)
  assert.equal(failed(), undefined)
  pass(1000)
  assert.match(failed()!.stoppedReason, /failed container health checks/)
})
