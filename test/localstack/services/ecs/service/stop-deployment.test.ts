import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  DeregisterTaskDefinitionCommand,
  DescribeServiceDeploymentsCommand,
  DescribeServiceRevisionsCommand,
  ListServiceDeploymentsCommand,
  StopServiceDeploymentCommand,
  type StopServiceDeploymentStopType,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs'
import { type Ecs, openEcs, storyOf } from '../../../../support/ecs.ts'
import { openTarget, type Target } from '../../../../support/target.ts'
import { until } from '../../../../support/until.ts'

const broken = { image: 'localhost:1/nothing-here:1' }
const rollback = { deploymentCircuitBreaker: { enable: true, rollback: true } }

describe('a service deployment', () => {
  let target: Target
  let app: Ecs
  before(async () => {
    target = await openTarget()
    app = await openEcs(target)
  })
  after(async () => {
    await app[Symbol.asyncDispose]()
    await target[Symbol.asyncDispose]()
  })

  const list = async (service: string, status?: ('SUCCESSFUL' | 'STOPPED')[]) =>
    (
      await app.ecs.send(
        new ListServiceDeploymentsCommand({ cluster: app.cluster, service, status }),
      )
    ).serviceDeployments!
  const describeOne = async (arn: string) =>
    (await app.ecs.send(new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: [arn] })))
      .serviceDeployments![0]!
  const newest = async (service: string) => {
    const [first] = await list(service)
    return describeOne(first!.serviceDeploymentArn!)
  }
  const stop = (serviceDeploymentArn: string, stopType?: StopServiceDeploymentStopType) =>
    app.ecs.send(new StopServiceDeploymentCommand({ serviceDeploymentArn, stopType }))
  const update = (service: string, settings = {}) =>
    app.ecs.send(
      new UpdateServiceCommand({
        cluster: app.cluster,
        service,
        taskDefinition: app.family,
        ...settings,
      }),
    )
  const good = async (settings = {}) => {
    await app.register()
    const service = await app.createService(settings)
    const done = await app.rolledOut(service)
    return { service, done }
  }

  test('is pending, then under way, then successful, of a revision that describes what runs', async () => {
    const { service } = await good()
    const record = await newest(service)
    assert.equal(record.status, 'SUCCESSFUL')
    assert.equal(record.targetServiceRevision!.requestedTaskCount, 1)
    assert.equal(record.targetServiceRevision!.runningTaskCount, 1)
    assert.ok(record.startedAt && record.finishedAt)
    assert.deepEqual(await list(service, ['STOPPED']), [])
    const arn = record.targetServiceRevision!.arn!
    const { serviceRevisions, failures } = await app.ecs.send(
      new DescribeServiceRevisionsCommand({ serviceRevisionArns: [arn, `${arn}0`] }),
    )
    const [revision] = serviceRevisions!
    assert.equal(revision!.platformVersion, '1.4.0')
    assert.equal(revision!.launchType, 'FARGATE')
    assert.match(revision!.taskDefinition!, /:\d+$/)
    assert.deepEqual(revision!.networkConfiguration!.awsvpcConfiguration!.securityGroups, [])
    assert.equal(revision!.containerImages![0]!.containerName, 'app')
    assert.deepEqual(failures, [{ arn: `${arn}0`, reason: 'MISSING' }])
  })

  test('ends on AWS’s clock, which runs behind the rehearsal’s', async () => {
    const { done } = await good()
    const { createdAt, updatedAt } = done.deployments![0]!
    const seconds = (updatedAt!.getTime() - createdAt!.getTime()) / 1000
    assert.ok(seconds >= 130, `${seconds} s`)
  })

  test('is rolled back when it is stopped, with the breaker or without', async () => {
    const { service, done } = await good()
    const [first] = done.deployments!
    await app.register(broken)
    await update(service)
    const { serviceDeploymentArn } = await newest(service)
    await stop(serviceDeploymentArn!)
    const back = await app.rolledOut(service)
    assert.equal(back.deployments![0]!.id, first!.id)
    assert.equal(back.taskDefinition, first!.taskDefinition)
    assert.equal(back.runningCount, 1)
    const record = await describeOne(serviceDeploymentArn!)
    assert.equal(record.status, 'ROLLBACK_SUCCESSFUL')
    assert.equal(record.statusReason, 'Service deployment rolled back because of a user request.')
    assert.match(record.rollback!.serviceRevisionArn!, /:service-revision\//)
    await assert.rejects(stop(serviceDeploymentArn!), {
      name: 'ConflictException',
      message:
        'The service deployment cannot be stopped because it is in the ROLLBACK_SUCCESSFUL state.',
    })
  })

  test('is never aborted, which AWS’s model has and AWS does not take', async () => {
    const { service } = await good()
    const { serviceDeploymentArn } = await newest(service)
    await assert.rejects(stop(serviceDeploymentArn!, 'ABORT'), {
      name: 'InvalidParameterException',
      message: 'The stopType ABORT is not valid. The valid values are ROLLBACK.',
    })
  })

  test('that a newer one takes the place of is stopped', async () => {
    const { service } = await good()
    await app.register(broken)
    await update(service)
    await app.register()
    await update(service)
    await app.rolledOut(service)
    const [, superseded] = await list(service)
    assert.equal(superseded!.status, 'STOPPED')
    assert.equal(superseded!.statusReason, 'Service deployment superseded by a newer one.')
  })

  test('that is not there', () =>
    assert.rejects(stop('arn:aws:ecs:us-east-1:000000000000:service-deployment/a/b/c'), {
      name: 'ServiceDeploymentNotFoundException',
      message: 'The service deployment does not exist.',
    }))

  test('has nothing to roll back to when it is the first', async () => {
    await app.register(broken)
    const service = await app.createService()
    const { serviceDeploymentArn } = await newest(service)
    await stop(serviceDeploymentArn!, 'ROLLBACK')
    await until('ROLLBACK_FAILED', async () => (await newest(service)).status === 'ROLLBACK_FAILED')
  })

  test('cannot go back to a revision that was deregistered', async () => {
    const { service, done } = await good({ deploymentConfiguration: rollback })
    await app.ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: done.taskDefinition }))
    await app.register(broken)
    await update(service)
    await until('ROLLBACK_FAILED', async () => (await newest(service)).status === 'ROLLBACK_FAILED')
    assert.equal((await newest(service)).statusReason, 'TaskDefinition is inactive')
    const failed = await app.describeService(service)
    assert.equal(failed.deployments![0]!.rolloutState, 'FAILED')
    assert.equal(failed.runningCount, 1)
    assert.ok(!storyOf(failed).some((line) => line.includes('rolling back')))
    await assert.rejects(update(service, { taskDefinition: done.taskDefinition }), {
      name: 'ClientException',
      message: 'TaskDefinition is inactive',
    })
  })

  test('the service deployment has the reason of the circuit breaker', async () => {
    const { service } = await good({ deploymentConfiguration: rollback })
    await app.register(broken)
    await update(service)
    const back = await app.rolledOut(service)
    const record = await newest(service)
    assert.equal(record.status, 'ROLLBACK_SUCCESSFUL')
    assert.equal(
      record.statusReason,
      'Service deployment rolled back because the circuit breaker threshold was exceeded.',
    )
    assert.deepEqual(record.deploymentCircuitBreaker, {
      status: 'TRIGGERED',
      failureCount: 3,
      threshold: 3,
    })
    const story = storyOf(back)
    assert.deepEqual(story.slice(story.findIndex((line) => line.includes('deployment failed'))), [
      '(service S) (deployment D2) deployment failed: tasks failed to start.',
      '(service S) rolling back to deployment D1.',
      '(service S) (deployment D1) deployment completed.',
      '(service S) has reached a steady state.',
    ])
  })
})
