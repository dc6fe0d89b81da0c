import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CreateRepositoryCommand, ECRClient } from '@aws-sdk/client-ecr'
import { allow, actAs } from '../../../../support/identity.ts'
import { asNewAccount, openEmulator, openTarget } from '../../../../support/target.ts'
import { clientOf, errorOf, registryOf } from '../client.ts'

test('the catalog lists the repositories of an account, page by page', async () => {
  await using target = await openTarget()
  const account = asNewAccount(target)
  const ecr = new ECRClient(account.config)
  const registry = await registryOf(target, ecr)
  const list = async (path: string) => {
    const response = await registry(path)
    assert.equal(response.status, 200)
    assert.equal(response.headers.get('content-type'), 'application/json; charset=utf-8')
    const { repositories } = (await response.json()) as { repositories: string[] }
    const next = /^<(.+)>; rel="next"$/.exec(response.headers.get('link') ?? '')?.[1]
    return { repositories, next }
  }
  assert.deepEqual(await list('/v2/_catalog'), { repositories: [], next: undefined })
  for (const repositoryName of ['team/web', 'api', 'team/api'])
    await ecr.send(new CreateRepositoryCommand({ repositoryName }))
  const first = await list('/v2/_catalog?n=2')
  assert.deepEqual(first.repositories, ['api', 'team/api'])
  assert.deepEqual(await list(first.next!), { repositories: ['team/web'], next: undefined })
  assert.deepEqual((await list('/v2/_catalog')).repositories, ['api', 'team/api', 'team/web'])
})

test('the catalog needs a login and a page size that ECR allows', async () => {
  await using target = await openTarget()
  assert.equal((await fetch(`${target.url}/v2/_catalog`)).status, 401)
  const registry = await registryOf(target)
  for (const [n, bound] of [
    [10_000, 'less than or equal to 1000'],
    [0, 'greater than or equal to 1'],
  ])
    assert.equal(
      await errorOf(await registry(`/v2/_catalog?n=${n}`)),
      `405 UNSUPPORTED: Invalid parameter at 'maxResults' failed to satisfy constraint: 'Member must have value ${bound}'`,
    )
})

test('the catalog needs the permission to describe repositories', async () => {
  await using target = await openEmulator({ enforceIam: true })
  const reader = await actAs(target, [allow('ecr:GetAuthorizationToken')])
  const registry = await registryOf(target, new ECRClient(reader.config))
  assert.match(
    await errorOf(await registry('/v2/_catalog')),
    /^403 DENIED: .*ecr:DescribeRepositories/,
  )
  const admin = await registryOf(target, clientOf(target))
  assert.equal((await admin('/v2/_catalog')).status, 200)
})
