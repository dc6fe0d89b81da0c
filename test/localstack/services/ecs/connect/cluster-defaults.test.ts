import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CreateClusterCommand, ECSClient, UpdateClusterCommand } from '@aws-sdk/client-ecs'
import { openTarget, unique } from '../../../../support/target.ts'
import { cloudMapOf } from '../../servicediscovery/client.ts'

test("a cluster's namespace for Service Connect is created unless it exists", async () => {
  await using target = await openTarget()
  const ecs = new ECSClient(target.config)
  const servicediscovery = cloudMapOf(target)
  const namespace = unique('ns')
  const { cluster } = await ecs.send(
    new CreateClusterCommand({
      clusterName: unique('cluster'),
      serviceConnectDefaults: { namespace },
    }),
  )
  const { Namespaces } = await servicediscovery('ListNamespaces', {
    Filters: [{ Name: 'NAME', Values: [namespace] }],
  })
  assert.equal(Namespaces.length, 1)
  const [{ Arn, Type }] = Namespaces
  assert.equal(Type, 'HTTP')
  assert.deepEqual(cluster!.serviceConnectDefaults, { namespace: Arn })
  const { Tags } = await servicediscovery('ListTagsForResource', { ResourceARN: Arn })
  assert.deepEqual(Tags, [{ Key: 'AmazonECSManaged', Value: 'true' }])

  const update = (given: string) =>
    ecs.send(
      new UpdateClusterCommand({
        cluster: cluster!.clusterName,
        serviceConnectDefaults: { namespace: given },
      }),
    )
  await assert.rejects(update(`${Arn}0`), { name: 'NamespaceNotFoundException' })
  assert.deepEqual((await update(Arn as string)).cluster!.serviceConnectDefaults, {
    namespace: Arn,
  })
  assert.equal((await update('')).cluster!.serviceConnectDefaults, undefined)
})
