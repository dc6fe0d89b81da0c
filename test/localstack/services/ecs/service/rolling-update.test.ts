import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  DeleteServiceCommand,
  DescribeServiceDeploymentsCommand,
  ListServiceDeploymentsCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs'
import { ModifyTargetGroupAttributesCommand } from '@aws-sdk/client-elastic-load-balancing-v2'
import { dockerAt } from '../../../../../localstack/docker/index.ts'
import { openBalancer } from '../../../../support/balancer.ts'
import { type Ecs, openEcs, storyOf } from '../../../../support/ecs.ts'
import { openTarget, type Target } from '../../../../support/target.ts'
import { until } from '../../../../support/until.ts'

const docker = dockerAt('/var/run/docker.sock')
const breaker = { deploymentCircuitBreaker: { enable: true, rollback: true } }

describe('a rolling update', () => {
  let target: Target
  let app: Ecs
  let balancer: Awaited<ReturnType<typeof openBalancer>>
  let service: string

  before(async () => {
    target = await openTarget()
    app = await openEcs(target)
    balancer = await openBalancer(target)
    await balancer.elb.send(
      new ModifyTargetGroupAttributesCommand({
        TargetGroupArn: balancer.targetGroupArn,
        Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '10' }],
      }),
    )
  })
  after(async () => {
    await app[Symbol.asyncDispose]()
    await target[Symbol.asyncDispose]()
  })

  const update = (settings = {}) =>
    app.ecs.send(new UpdateServiceCommand({ cluster: app.cluster, service, ...settings }))

  test('the first deployment starts, registers and completes', async () => {
    await app.register({ environment: [{ name: 'VERSION', value: '1' }] })
    service = await app.createService({
      deploymentConfiguration: breaker,
      loadBalancers: [
        {
          targetGroupArn: balancer.targetGroupArn,
          containerName: 'app',
          containerPort: 8080,
        },
      ],
    })
    const deployed = await app.rolledOut(service)
    assert.deepEqual(storyOf(deployed), [
      '(service S) has started 1 tasks: (task T1).',
      '(service S) registered 1 targets in (target-group ARN)',
      '(service S) (deployment D1) deployment completed.',
      '(service S) has reached a steady state.',
    ])
    assert.equal(deployed.runningCount, 1)
    const [primary] = deployed.deployments!
    assert.equal(primary!.rolloutStateReason, `ECS deployment ${primary!.id} completed.`)
    assert.equal(await (await fetch(balancer.url)).text(), 'version 1')
  })

  test('a new revision takes over in the order of AWS, without a failed request', async () => {
    await app.register({ environment: [{ name: 'VERSION', value: '2' }] })
    const before = storyOf(await app.describeService(service)).length
    const answers = new Set<string>()
    const rollout = new AbortController()
    const client = (async () => {
      while (!rollout.signal.aborted) {
        const response = await fetch(balancer.url)
        answers.add(`${response.status} ${await response.text()}`)
      }
    })()
    const { service: begun } = await update({ taskDefinition: app.family })
    assert.deepEqual(
      begun!.deployments!.map(({ status, rolloutState }) => [status, rolloutState]),
      [
        ['PRIMARY', 'IN_PROGRESS'],
        ['ACTIVE', 'COMPLETED'],
      ],
    )
    const deployed = await app.rolledOut(service)
    rollout.abort()
    await client
    assert.deepEqual(storyOf(deployed).slice(before), [
      '(service S) has started 1 tasks: (task T2).',
      '(service S) registered 1 targets in (target-group ARN)',
      '(service S) has stopped 1 running tasks: (task T1).',
      '(service S) deregistered 1 targets in (target-group ARN)',
      '(service S, taskSet D1) has begun draining connections on 1 tasks.',
      '(service S) (deployment D2) deployment completed.',
      '(service S) has reached a steady state.',
    ])
    assert.deepEqual([...answers], ['200 version 1', '200 version 2'])
    const [stopped] = await app.tasksOf(service, 'STOPPED')
    assert.equal(stopped!.stopCode, 'ServiceSchedulerInitiated')
    assert.equal(
      stopped!.stoppedReason,
      `Scaling activity initiated by (deployment ${deployed.deployments![0]!.id})`,
    )
  })

  test('an update without a change starts no deployment, unless forced', async () => {
    const { service: same } = await update({ taskDefinition: app.family })
    assert.equal(same!.deployments!.length, 1)
    const { service: forced } = await update({ forceNewDeployment: true })
    assert.equal(forced!.deployments!.length, 2)
    await app.rolledOut(service)
  })

  test('the desired count changes without a deployment', async () => {
    const { service: scaled } = await update({ desiredCount: 2 })
    assert.equal(scaled!.deployments!.length, 1)
    await until('two running tasks', async () => {
      const { runningCount, events } = await app.describeService(service)
      return runningCount === 2 && events![0]!.message!.endsWith('has reached a steady state.')
    })
    await update({ desiredCount: 1 })
    await until('one running task', async () => {
      const { runningCount } = await app.describeService(service)
      return runningCount === 1
    })
  })

  test('tasks that fail the load balancer’s checks are replaced until the circuit breaker rolls back', async () => {
    await app.register({ environment: [{ name: 'STATUS', value: '404' }] })
    const good = (await app.describeService(service)).deployments![0]!.id!
    const before = storyOf(await app.describeService(service)).length
    await update({ taskDefinition: app.family })
    const rolledBack = await app.rolledOut(service)
    assert.equal(rolledBack.deployments![0]!.id, good)
    const story = storyOf(rolledBack).slice(before)
    const unhealthy = story.filter((line) => line.includes('is unhealthy in'))
    assert.equal(unhealthy.length, 3)
    assert.match(
      unhealthy[0]!,
      /^\(service S\) \(task T\d+\) \(port 8080\) is unhealthy in \(target-group ARN\) due to \(reason Health checks failed with these codes: \[404\]\)$/,
    )
    assert.match(
      story[3]!,
      /^\(service S\) has started 1 tasks: \(task T\d+\)\. Amazon ECS replaced 1 tasks due to an unhealthy status\.$/,
    )
    assert.match(story[4]!, /^\(service S\) has stopped 1 running tasks: \(task T\d+\)\.$/)
    const end = story.slice(story.findIndex((line) => line.includes('deployment failed')))
    assert.match(end[0]!, /\(deployment D\d+\) deployment failed: tasks failed to start\.$/)
    assert.match(end[1]!, /^\(service S\) rolling back to deployment D\d+\.$/)
    assert.match(end.at(-2)!, /\(deployment D\d+\) deployment completed\.$/)
    assert.equal(end.at(-1), '(service S) has reached a steady state.')
    const reasons = (await app.tasksOf(service, 'STOPPED')).map(
      ({ stoppedReason }) => stoppedReason,
    )
    assert.ok(
      reasons.includes(
        `Task failed ELB health checks in (target-group ${balancer.targetGroupArn})`,
      ),
    )
  })

  test('the service deployment is described as rolled back', async () => {
    const { serviceDeployments } = await app.ecs.send(
      new ListServiceDeploymentsCommand({ cluster: app.cluster, service }),
    )
    assert.equal(serviceDeployments![0]!.status, 'ROLLBACK_SUCCESSFUL')
    const described = await app.ecs.send(
      new DescribeServiceDeploymentsCommand({
        serviceDeploymentArns: [serviceDeployments![0]!.serviceDeploymentArn!],
      }),
    )
    const [deployment] = described.serviceDeployments!
    assert.deepEqual(deployment!.deploymentCircuitBreaker, {
      status: 'TRIGGERED',
      failureCount: 3,
      threshold: 3,
    })
    assert.match(
      deployment!.rollback!.reason!,
      /^ECS deployment circuit breaker: rolling back to deploymentId ecs-svc\/\d+\.$/,
    )
  })

  test('a container that is removed behind the service’s back is replaced', async () => {
    const [task] = await app.tasksOf(service)
    const [container] = await docker.containers.list({ 'docker-cloud.task': task!.taskArn! })
    await docker.containers.remove(container!.Id)
    await until('another task', async () => {
      const [other] = await app.tasksOf(service)
      return other?.lastStatus === 'RUNNING' && other.taskArn !== task!.taskArn
    })
  })

  test('a deleted service drains and is then inactive', async () => {
    const { service: deleted } = await app.ecs.send(
      new DeleteServiceCommand({ cluster: app.cluster, service, force: true }),
    )
    assert.equal(deleted!.status, 'DRAINING')
    await until('INACTIVE', async () => {
      const { status, runningCount } = await app.describeService(service)
      return status === 'INACTIVE' && runningCount === 0
    })
    assert.deepEqual(await balancer.health(), [])
  })
})
