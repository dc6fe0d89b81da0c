import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  CreateCapacityProviderCommand,
  CreateTaskSetCommand,
  DeleteCapacityProviderCommand,
  DeleteTaskSetCommand,
  DescribeCapacityProvidersCommand,
  DescribeContainerInstancesCommand,
  DescribeTaskSetsCommand,
  ListAttributesCommand,
  ListContainerInstancesCommand,
  PutClusterCapacityProvidersCommand,
} from '@aws-sdk/client-ecs'
import { openEcs } from '../../../support/ecs.ts'
import { openTarget } from '../../../support/target.ts'

test('Fargate’s capacity providers are there, by name and ARN, and no others', async () => {
  await using target = await openTarget()
  const { ecs } = await openEcs(target)
  const all = await ecs.send(new DescribeCapacityProvidersCommand({}))
  const names = ({ capacityProviders = [] }: typeof all) =>
    capacityProviders.map(({ name }) => name)
  assert.deepEqual(names(all), ['FARGATE', 'FARGATE_SPOT'])
  const spot = all.capacityProviders![1]!.capacityProviderArn!
  assert.equal(spot, 'arn:aws:ecs:us-east-1:000000000000:capacity-provider/FARGATE_SPOT')
  const some = await ecs.send(
    new DescribeCapacityProvidersCommand({ capacityProviders: [spot, 'other'] }),
  )
  assert.deepEqual(names(some), ['FARGATE_SPOT'])
  assert.deepEqual(some.failures, [{ arn: 'other', reason: 'MISSING' }])
})

test('a service runs on the providers that its cluster is given, and others answer 501', async () => {
  await using target = await openTarget()
  await using app = await openEcs(target)
  const { ecs, cluster } = app
  const spot = { capacityProvider: 'FARGATE_SPOT', weight: 1 }
  await app.register()
  const settings = { launchType: undefined, desiredCount: 0, capacityProviderStrategy: [spot] }
  await assert.rejects(app.createService(settings), /not associated with the cluster/)
  await ecs.send(
    new PutClusterCapacityProvidersCommand({
      cluster,
      capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
      defaultCapacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1 }],
    }),
  )
  const service = await app.describeService(await app.createService(settings))
  assert.equal(service.capacityProviderStrategy![0]!.capacityProvider, 'FARGATE_SPOT')
  const taskSet = { cluster, service: service.serviceName!, taskSet: 'ts', taskDefinition: 'a' }
  const absent: [string, () => Promise<unknown>][] = [
    [
      'CreateCapacityProvider',
      () => ecs.send(new CreateCapacityProviderCommand({ name: 'own', cluster })),
    ],
    [
      'DeleteCapacityProvider',
      () => ecs.send(new DeleteCapacityProviderCommand({ capacityProvider: 'own' })),
    ],
    ['CreateTaskSet', () => ecs.send(new CreateTaskSetCommand(taskSet))],
    ['DescribeTaskSets', () => ecs.send(new DescribeTaskSetsCommand(taskSet))],
    ['DeleteTaskSet', () => ecs.send(new DeleteTaskSetCommand(taskSet))],
  ]
  for (const [operation, call] of absent)
    await assert.rejects(call(), {
      name: 'InternalFailure',
      message: `The embedded emulator does not implement ecs:${operation}. See docs/coverage.md for what it does.`,
    })
})

test('a cluster has no container instances', async () => {
  await using target = await openTarget()
  const { ecs, cluster } = await openEcs(target)
  const list = await ecs.send(new ListContainerInstancesCommand({ cluster }))
  assert.deepEqual(list.containerInstanceArns, [])
  const targetType = 'container-instance'
  const { attributes } = await ecs.send(new ListAttributesCommand({ cluster, targetType }))
  assert.deepEqual(attributes, [])
  const { failures } = await ecs.send(
    new DescribeContainerInstancesCommand({ cluster, containerInstances: ['one'] }),
  )
  assert.deepEqual(failures, [
    {
      arn: `arn:aws:ecs:us-east-1:000000000000:container-instance/${cluster}/one`,
      reason: 'MISSING',
    },
  ])
})
