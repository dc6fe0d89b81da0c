import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  CreateClusterCommand,
  DeleteClusterCommand,
  DeleteServiceCommand,
  DescribeClustersCommand,
  DescribeServicesCommand,
  ListClustersCommand,
  ListTagsForResourceCommand,
  PutClusterCapacityProvidersCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateClusterCommand,
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

  const create = async () => {
    const { cluster } = await app.ecs.send(new CreateClusterCommand({ clusterName: unique('c') }))
    return { cluster: cluster!.clusterName!, resourceArn: cluster!.clusterArn! }
  }
  const describeCluster = async (cluster: string) => {
    const input = { clusters: [cluster], include: ['SETTINGS' as const, 'CONFIGURATIONS' as const] }
    return (await app.ecs.send(new DescribeClustersCommand(input))).clusters![0]!
  }

  test('are created once', async () => {
    const clusterName = unique('c')
    const ensure = () => app.ecs.send(new CreateClusterCommand({ clusterName }))
    const [{ cluster: first }, { cluster: again }] = [await ensure(), await ensure()]
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
    const { cluster } = await create()
    const settings = [{ name: 'containerInsights' as const, value: 'enabled' }]
    await app.ecs.send(new UpdateClusterSettingsCommand({ cluster, settings }))
    await app.ecs.send(
      new PutClusterCapacityProvidersCommand({
        cluster,
        capacityProviders: ['FARGATE'],
        defaultCapacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1 }],
      }),
    )
    const found = await describeCluster(cluster)
    assert.deepEqual(found.settings, settings)
    assert.deepEqual(found.capacityProviders, ['FARGATE'])
  })

  test('are updated member by member', async () => {
    const { cluster } = await create()
    const update = (value: string) =>
      app.ecs.send(
        new UpdateClusterCommand({ cluster, settings: [{ name: 'containerInsights', value }] }),
      )
    const { cluster: updated } = await update('enhanced')
    const configuration = { executeCommandConfiguration: { logging: 'DEFAULT' as const } }
    await app.ecs.send(new UpdateClusterCommand({ cluster, configuration }))
    const found = await describeCluster(cluster)
    assert.deepEqual(updated!.settings, found.settings)
    assert.deepEqual(found.settings, [{ name: 'containerInsights', value: 'enhanced' }])
    assert.deepEqual(found.configuration, configuration)
    await assert.rejects(update('on'), {
      name: 'InvalidParameterException',
      message: "Invalid setting 'value'",
    })
    const missing = new UpdateClusterCommand({ cluster: `${cluster}-missing` })
    await assert.rejects(app.ecs.send(missing), { name: 'ClusterNotFoundException' })
  })

  test('count their tasks and services by launch type, if asked to', async () => {
    const { cluster } = await create()
    await app.register()
    const service = await app.createService({ cluster, desiredCount: 0 })
    const statistics = async (...include: 'STATISTICS'[]) => {
      const { clusters } = await app.ecs.send(
        new DescribeClustersCommand({ clusters: [cluster], include }),
      )
      return new Map(clusters![0]!.statistics!.map(({ name, value }) => [name, value]))
    }
    const found = await statistics('STATISTICS')
    assert.equal(found.size, 12)
    assert.equal(found.get('activeFargateServiceCount'), '1')
    assert.equal(found.get('runningFargateTasksCount'), '0')
    assert.equal(found.get('activeEC2ServiceCount'), '0')
    assert.equal((await statistics()).size, 0)
    await app.ecs.send(new DeleteServiceCommand({ cluster, service }))
  })

  test('are tagged', async () => {
    const { resourceArn } = await create()
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
    const { cluster } = await create()
    await app.register()
    const service = await app.createService({ cluster, desiredCount: 0 })
    await assert.rejects(app.ecs.send(new DeleteClusterCommand({ cluster })), {
      name: 'ClusterContainsServicesException',
      message: 'The Cluster cannot be deleted while Services are active.',
    })
    await app.ecs.send(new DeleteServiceCommand({ cluster, service }))
    await until('an inactive service', async () => {
      const input = { cluster, services: [service] }
      const { services } = await app.ecs.send(new DescribeServicesCommand(input))
      return services![0]!.status === 'INACTIVE'
    })
    const deleted = await app.ecs.send(new DeleteClusterCommand({ cluster }))
    assert.equal(deleted.cluster!.status, 'INACTIVE')
    await assert.rejects(app.ecs.send(new DeleteClusterCommand({ cluster })), {
      name: 'ClusterNotFoundException',
      message: 'Cluster not found.',
    })
  })
})
