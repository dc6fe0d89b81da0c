import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  DeleteClusterCommand,
  DescribeClustersCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ExecuteCommandCommand,
  GetTaskProtectionCommand,
  ListServicesCommand,
  ListTasksCommand,
  StopTaskCommand,
  TagResourceCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs'
import { type Ecs, openEcs } from '../../../support/ecs.ts'
import { openTarget, type Target } from '../../../support/target.ts'

describe('ECS rejects an identifier', () => {
  let target: Target
  let app: Ecs
  before(async () => {
    target = await openTarget()
    app = await openEcs(target)
    await app.register()
  })
  after(async () => {
    await target[Symbol.asyncDispose]()
  })

  const rejects = (call: Promise<unknown>, message: string) =>
    assert.rejects(call, { name: 'InvalidParameterException', message })
  const foreign = () => ({
    region: [`arn:aws:ecs:eu-west-1:000000000000:cluster/${app.cluster}`, 'Invalid Region in ARN'],
    partition: [
      `arn:aws-cn:ecs:us-east-1:000000000000:cluster/${app.cluster}`,
      'Invalid Region in ARN',
    ],
    account: [
      `arn:aws:ecs:us-east-1:111111111111:cluster/${app.cluster}`,
      'Identifier is for 111111111111. Your accountId is 000000000000',
    ],
    kind: [
      `arn:aws:ecs:us-east-1:000000000000:service/${app.cluster}`,
      'Cluster Identifier is invalid',
    ],
    depth: [
      `arn:aws:ecs:us-east-1:000000000000:cluster/${app.cluster}/more`,
      'Invalid identifier: Unexpected number of separators',
    ],
    name: ['web\r', 'Cluster must match ^[a-zA-Z0-9\\-_]{1,255}$, but was web\r'],
  })

  for (const what of ['region', 'partition', 'account', 'kind', 'depth', 'name'] as const)
    test(`of a cluster by its ${what}`, async () => {
      const [cluster, message] = foreign()[what] as [string, string]
      const { ecs } = app
      await rejects(app.runTask({ cluster }), message)
      await rejects(app.createService({ cluster }), message)
      await rejects(ecs.send(new DescribeClustersCommand({ clusters: [cluster] })), message)
      await rejects(ecs.send(new DeleteClusterCommand({ cluster })), message)
      await rejects(ecs.send(new ListTasksCommand({ cluster })), message)
      await rejects(ecs.send(new ListServicesCommand({ cluster })), message)
    })

  test('of a service or task of another cluster, region or account', async () => {
    const { cluster, ecs } = app
    const at = (what: string, region = 'us-east-1', account = '000000000000') =>
      `arn:aws:ecs:${region}:${account}:${what}`
    const other = `Invalid identifier: Identifier is for cluster other. Your cluster is ${cluster}`
    const describeService = (service: string) =>
      ecs.send(new DescribeServicesCommand({ cluster, services: [service] }))
    await rejects(describeService(at('service/other/web')), other)
    await rejects(describeService(at('service/other/web', 'eu-west-1')), 'Invalid Region in ARN')
    await rejects(describeService(at('task/other/web')), 'Service Identifier is invalid')
    const update = new UpdateServiceCommand({ cluster, service: at('service/other/web') })
    await rejects(ecs.send(update), other)
    const task = at(`task/other/${'0'.repeat(32)}`)
    await rejects(ecs.send(new DescribeTasksCommand({ cluster, tasks: [task] })), other)
    await rejects(ecs.send(new StopTaskCommand({ cluster, task })), other)
    await rejects(ecs.send(new GetTaskProtectionCommand({ cluster, tasks: [task] })), other)
  })

  test('of a task that is none', async () => {
    const { cluster, ecs } = app
    const message = 'taskId length should be one of [32,36]'
    for (const task of ['None', '', 'x'.repeat(33)]) {
      await rejects(ecs.send(new DescribeTasksCommand({ cluster, tasks: [task] })), message)
      await rejects(ecs.send(new StopTaskCommand({ cluster, task })), message)
      const exec = { cluster, task, command: 'sh', interactive: true }
      await rejects(ecs.send(new ExecuteCommandCommand(exec)), message)
    }
    await rejects(
      ecs.send(new DescribeTasksCommand({ cluster, tasks: Array<string>(101).fill('a') })),
      'taskIds can have at most 100 items.',
    )
  })

  test('of a task definition of another region', async () => {
    const taskDefinition = `arn:aws:ecs:eu-west-1:000000000000:task-definition/${app.family}:1`
    const message = 'Invalid Region in ARN'
    await rejects(app.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition })), message)
    await rejects(app.runTask({ taskDefinition }), message)
  })

  test('of a cluster to tag that is of another account', async () => {
    const resourceArn = `arn:aws:ecs:us-east-1:111111111111:cluster/${app.cluster}`
    const tags = [{ key: 'a', value: 'b' }]
    await assert.rejects(app.ecs.send(new TagResourceCommand({ resourceArn, tags })), {
      name: 'InvalidParameterException',
      message: 'Identifier is for 111111111111. Your accountId is 000000000000',
    })
  })
})
