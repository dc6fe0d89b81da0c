import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  DescribeCapacityProvidersCommand,
  DescribeContainerInstancesCommand,
  ListAttributesCommand,
  ListContainerInstancesCommand,
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
