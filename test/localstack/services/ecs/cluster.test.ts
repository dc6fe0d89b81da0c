import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  CreateClusterCommand,
  DeleteClusterCommand,
  DeleteServiceCommand,
  DescribeClustersCommand,
  ListClustersCommand,
  ListTagsForResourceCommand,
  PutClusterCapacityProvidersCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateClusterSettingsCommand,
} from '@aws-sdk/client-ecs'
import { type Ecs, openEcs } from '../../../support/ecs.ts'
import { openTarget, type Target, unique } from '../../../support/target.ts'
import { until } from '../../../support/until.ts'

describe('clusters', () => {
  let target: Target
  let app: Ecs
  before(async () => {
    target = await openTarget()
    app = await openEcs(target)
  })
  after(async () => {
    await target[Symbol.asyncDispose]()
  })

  const describeCluster = async (cluster: string) =>
    (await app.ecs.send(new DescribeClustersCommand({ clusters: [cluster] }))).clusters![0]

  test('are created once', async () => {
    const clusterName = unique('c')
    const create = () => app.ecs.send(new CreateClusterCommand({ clusterName }))
    const [{ cluster: first }, { cluster: again }] = [await create(), await create()]
    assert.equal(first!.clusterArn, again!.clusterArn)
    assert.equal(first!.status, 'ACTIVE')
    const { clusterArns } = await app.ecs.send(new ListClustersCommand({}))
    assert.ok(clusterArns!.includes(first!.clusterArn!))
  })

  test('that are not there are told as failures', async () => {
    const { clusters, failures } = await app.ecs.send(
      new DescribeClustersCommand({ clusters: ['nowhere'] }),
    )
    assert.deepEqual(clusters, [])
    assert.equal(failures![0]!.reason, 'MISSING')
    assert.match(failures![0]!.arn!, /:cluster\/nowhere$/)
  })

  test('keep settings and capacity providers', async () => {
    const { cluster } = app
    const settings = [{ name: 'containerInsights' as const, value: 'enabled' }]
    await app.ecs.send(new UpdateClusterSettingsCommand({ cluster, settings }))
    await app.ecs.send(
      new PutClusterCapacityProvidersCommand({
        cluster,
        capacityProviders: ['FARGATE'],
        defaultCapacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1 }],
      }),
    )
    const { clusters } = await app.ecs.send(
      new DescribeClustersCommand({ clusters: [cluster], include: ['SETTINGS'] }),
    )
    assert.deepEqual(clusters![0]!.settings, settings)
    assert.deepEqual(clusters![0]!.capacityProviders, ['FARGATE'])
  })

  test('are tagged', async () => {
    const resourceArn = (await describeCluster(app.cluster))!.clusterArn!
    await app.ecs.send(
      new TagResourceCommand({
        resourceArn,
        tags: [
          { key: 'a', value: '1' },
          { key: 'b', value: '2' },
        ],
      }),
    )
    await app.ecs.send(new UntagResourceCommand({ resourceArn, tagKeys: ['a'] }))
    const { tags } = await app.ecs.send(new ListTagsForResourceCommand({ resourceArn }))
    assert.deepEqual(tags, [{ key: 'b', value: '2' }])
  })

  test('are not deleted while they have services', async () => {
    const { cluster } = app
    await app.register()
    const service = await app.createService({ desiredCount: 0 })
    await assert.rejects(app.ecs.send(new DeleteClusterCommand({ cluster })), {
      name: 'ClusterContainsServicesException',
      message: 'The Cluster cannot be deleted while Services are active.',
    })
    await app.ecs.send(new DeleteServiceCommand({ cluster, service }))
    await until('an inactive service', async () => {
      return (await app.describeService(service)).status === 'INACTIVE'
    })
    const deleted = await app.ecs.send(new DeleteClusterCommand({ cluster }))
    assert.equal(deleted.cluster!.status, 'INACTIVE')
    await assert.rejects(app.ecs.send(new DeleteClusterCommand({ cluster })), {
      name: 'ClusterNotFoundException',
      message: 'Cluster not found.',
    })
  })
})
