import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CreateRepositoryCommand } from '@aws-sdk/client-ecr'
import { openTarget, unique } from '../../../../support/target.ts'
import { clientOf, registryOf } from '../client.ts'

test('a path whose percent-encoding is not valid is rejected, with a login and without', async () => {
  await using target = await openTarget()
  const name = unique('paths')
  await clientOf(target).send(new CreateRepositoryCommand({ repositoryName: name }))
  const registry = await registryOf(target)
  for (const kind of ['manifests', 'blobs', 'referrers', 'blobs/uploads'])
    for (const reference of ['%', '%zz', '%ff', 'a%'])
      for (const ask of [registry, (path: string) => fetch(new URL(path, target.url))]) {
        const path = `/v2/${name}/${kind}/${reference}`
        const { status } = await ask(path)
        assert.ok([400, 405].includes(status), `${path}: ${status}`)
      }
})
