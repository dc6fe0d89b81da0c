import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ThresholdConfiguration } from '@aws-sdk/client-ecs'
import { threshold } from '../../../../../localstack/services/ecs/service/threshold.ts'
import { rollingConfiguration } from '../../../../../localstack/services/ecs/service/configuration.ts'
import { openDraft } from '../../../../../localstack/services/ecs/service/draft.ts'
import { recordHealthy } from '../../../../../localstack/services/ecs/service/failures.ts'
import { observe } from '../../../../../localstack/services/ecs/service/observe.ts'
import { ecsOf } from '../../../../../localstack/services/ecs/state.ts'
import { openScope } from '../../../../support/scope.ts'
import type {
  DeploymentRecord,
  ServiceRecord,
  TaskRecord,
} from '../../../../../localstack/services/ecs/records.ts'

const of = (desiredCount: number, thresholdConfiguration?: ThresholdConfiguration) =>
  threshold({
    desiredCount,
    deploymentConfiguration: rollingConfiguration({
      deploymentCircuitBreaker: { enable: true, rollback: true, thresholdConfiguration },
    }),
  } as ServiceRecord)

test('half of the tasks, at least 3 and at most 200, may fail', () => {
  assert.deepEqual(
    [0, 1, 6, 7, 25, 399, 400, 401, 1000].map((count) => of(count)),
    [3, 3, 3, 4, 13, 200, 200, 200, 200],
  )
})

test('another share, bounded or not, or a count', () => {
  assert.equal(of(10, { type: 'BOUNDED_PERCENT', value: 100 }), 10)
  assert.equal(of(10, { type: 'BOUNDED_PERCENT', value: 10 }), 3)
  assert.equal(of(10, { type: 'UNBOUNDED_PERCENT', value: 10 }), 1)
  assert.equal(of(1000, { type: 'UNBOUNDED_PERCENT', value: 50 }), 500)
  assert.equal(of(10, { type: 'COUNT', value: 7 }), 7)
})

/** How many failures are left of two when a task of the deployment turns out healthy. */
function failuresAfterHealthyTask(resetOnHealthyTask?: boolean): number {
  const scope = openScope()
  const deployment = {
    id: 'ecs-svc/1',
    status: 'PRIMARY',
    rolloutState: 'IN_PROGRESS',
    failedTasks: 2,
  } as DeploymentRecord
  const deploymentCircuitBreaker = { enable: true, rollback: true, resetOnHealthyTask }
  const service = {
    serviceArn: 'service',
    deployments: [deployment],
    loadBalancers: [],
    serviceDeployments: [] as ServiceRecord['serviceDeployments'],
    revisions: [] as ServiceRecord['revisions'],
    deploymentConfiguration: rollingConfiguration({ deploymentCircuitBreaker }),
  } as Partial<ServiceRecord> as ServiceRecord
  ecsOf(scope).tasks.set('task', {
    taskArn: 'task',
    serviceArn: 'service',
    startedBy: 'ecs-svc/1',
    lastStatus: 'RUNNING',
    desiredStatus: 'RUNNING',
    healthStatus: 'HEALTHY',
    containers: [{ name: 'app', lastStatus: 'RUNNING', essential: true, healthStatus: 'HEALTHY' }],
    targets: [],
  } as Partial<TaskRecord> as TaskRecord)
  const draft = openDraft(service, observe(scope, service))
  recordHealthy(draft)
  return draft.service.deployments[0]!.failedTasks
}

test('a healthy task clears the failures before it, unless resetOnHealthyTask is false', () => {
  assert.equal(failuresAfterHealthyTask(), 0)
  assert.equal(failuresAfterHealthyTask(true), 0)
  assert.equal(failuresAfterHealthyTask(false), 2)
})
