import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  CreateRepositoryCommand,
  DescribeImageReplicationStatusCommand,
  DescribeRegistryCommand,
  PutReplicationConfigurationCommand,
  type ReplicationRule,
} from '@aws-sdk/client-ecr'
import { openEmulator } from '../../../support/target.ts'
import { account, clientOf, pushImage, registryOf } from './client.ts'

/** A registry of its own, for the configuration is the whole registry's. */
async function open() {
  const target = await openEmulator()
  const ecr = clientOf(target)
  return {
    target,
    ecr,
    put: (...rules: ReplicationRule[]) =>
      ecr.send(new PutReplicationConfigurationCommand({ replicationConfiguration: { rules } })),
    [Symbol.asyncDispose]: () => target[Symbol.asyncDispose](),
  }
}

const to = (region: string, registryId = account) => ({ destinations: [{ region, registryId }] })

const refuses = (action: Promise<unknown>, constraint: string) =>
  assert.rejects(action, {
    name: 'InvalidParameterException',
    message: `Invalid parameter at 'replicationConfiguration' failed to satisfy constraint: '${constraint}'`,
  })

test('a registry begins without replication, and shows what is put', async () => {
  await using app = await open()
  const { ecr, put } = app
  const describe = async () => {
    const { registryId, replicationConfiguration } = await ecr.send(new DescribeRegistryCommand({}))
    assert.equal(registryId, account)
    return replicationConfiguration
  }
  assert.deepEqual(await describe(), { rules: [] })
  const rule = {
    ...to('eu-west-1'),
    repositoryFilters: [{ filter: 'prod', filterType: 'PREFIX_MATCH' as const }],
  }
  await put(rule)
  assert.deepEqual(await describe(), { rules: [rule] })
  await put()
  assert.deepEqual(await describe(), { rules: [] })
})

test('a registry does not replicate to itself, to another partition, or to too many places', async () => {
  await using app = await open()
  const { put } = app
  await refuses(
    put(to('us-east-1')),
    'Replication destination cannot be the same as the source registry',
  )
  await refuses(put(to('cn-north-1')), "Invalid region 'cn-north-1'")
  const many = Array.from({ length: 26 }, (_, index) => ({
    region: 'eu-west-1',
    registryId: String(index).padStart(12, '9'),
  }))
  await refuses(
    put({ destinations: many }),
    'must contain at most 25 unique destinations across all rules',
  )
})

test('an image that a rule is about has failed to replicate, for nothing replicates here', async () => {
  await using app = await open()
  const { ecr, put, target } = app
  await put({
    ...to('eu-west-1'),
    repositoryFilters: [{ filter: 'prod', filterType: 'PREFIX_MATCH' }],
  })
  const registry = await registryOf(target)
  for (const repositoryName of ['prod/app', 'dev/app']) {
    await ecr.send(new CreateRepositoryCommand({ repositoryName }))
    await pushImage(registry, repositoryName, { tag: 'v1' })
  }
  const status = async (repositoryName: string, imageTag = 'v1') =>
    (
      await ecr.send(
        new DescribeImageReplicationStatusCommand({ repositoryName, imageId: { imageTag } }),
      )
    ).replicationStatuses
  assert.deepEqual(await status('prod/app'), [
    {
      region: 'eu-west-1',
      registryId: account,
      status: 'FAILED',
      failureCode: 'ReplicationNotEmulated',
    },
  ])
  assert.deepEqual(await status('dev/app'), [])
  await assert.rejects(status('prod/app', 'v2'), {
    name: 'ImageNotFoundException',
    message: `The image with imageId {imageDigest:'null', imageTag:'v2'} does not exist within the repository with name 'prod/app' in the registry with id '${account}'`,
  })
})
