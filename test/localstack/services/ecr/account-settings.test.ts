import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  CreateRepositoryCommand,
  GetAccountSettingCommand,
  PutAccountSettingCommand,
} from '@aws-sdk/client-ecr'
import { openEmulator } from '../../../support/target.ts'
import { clientOf, pushBlob, pushImage, registryOf, sha256 } from './client.ts'

/** A registry with an image in the repository `source`. */
async function open() {
  const target = await openEmulator()
  const ecr = clientOf(target)
  const registry = await registryOf(target)
  for (const repositoryName of ['source', 'target'])
    await ecr.send(new CreateRepositoryCommand({ repositoryName }))
  await pushImage(registry, 'source', { tag: 'v1' })
  return {
    ecr,
    registry,
    put: (name: string, value: string) => ecr.send(new PutAccountSettingCommand({ name, value })),
    mount: (blob: string, from: string, to: string) =>
      registry(`/v2/${to}/blobs/uploads/?mount=${sha256(blob)}&from=${from}`, { method: 'POST' }),
    [Symbol.asyncDispose]: () => target[Symbol.asyncDispose](),
  }
}

test('settings have defaults, and keep what is put', async () => {
  await using app = await open()
  const { ecr, put } = app
  const get = async (name: string) => (await ecr.send(new GetAccountSettingCommand({ name }))).value
  assert.equal(await get('BASIC_SCAN_TYPE_VERSION'), 'AWS_NATIVE')
  assert.equal(await get('REGISTRY_POLICY_SCOPE'), 'V2')
  assert.equal(await get('BLOB_MOUNTING'), 'DISABLED')
  const { name, value } = await put('BLOB_MOUNTING', 'ENABLED')
  assert.deepEqual([name, value], ['BLOB_MOUNTING', 'ENABLED'])
  assert.equal(await get('BLOB_MOUNTING'), 'ENABLED')
})

test('an unknown setting and an unknown value are refused', async () => {
  await using app = await open()
  const { ecr, put } = app
  const unknownName =
    "Invalid parameter at 'name' failed to satisfy constraint: 'must satisfy enum value set: [BASIC_SCAN_TYPE_VERSION, BLOB_MOUNTING, REGISTRY_POLICY_SCOPE]'"
  await assert.rejects(put('SCANNER', 'AWS_NATIVE'), {
    name: 'InvalidParameterException',
    message: unknownName,
  })
  await assert.rejects(ecr.send(new GetAccountSettingCommand({ name: 'SCANNER' })), {
    name: 'InvalidParameterException',
    message: unknownName,
  })
  await assert.rejects(put('BLOB_MOUNTING', 'ON'), {
    name: 'InvalidParameterException',
    message:
      "Invalid parameter at 'value' failed to satisfy constraint: 'must satisfy enum value set: [DISABLED, ENABLED]'",
  })
})

test('unless blob mounting is on, a mount is answered with an upload', async () => {
  await using app = await open()
  const response = await app.mount('layer', 'source', 'target')
  assert.equal(response.status, 202)
  assert.match(response.headers.get('location')!, /^\/v2\/target\/blobs\/uploads\/[0-9a-f-]{36}$/)
})

test('with blob mounting on, a blob of another repository’s image is there at once', async () => {
  await using app = await open()
  const { mount, put, registry } = app
  await put('BLOB_MOUNTING', 'ENABLED')
  const response = await mount('layer', 'source', 'target')
  assert.equal(response.status, 201)
  assert.equal(response.headers.get('docker-content-digest'), sha256('layer'))
  const blob = await registry(response.headers.get('location')!)
  assert.equal(await blob.text(), 'layer')
})

test('what cannot be mounted is uploaded: not there, in no image, encrypted otherwise', async () => {
  await using app = await open()
  const { ecr, mount, put, registry } = app
  const encryptionConfiguration = { encryptionType: 'KMS' } as const
  await ecr.send(
    new CreateRepositoryCommand({ repositoryName: 'encrypted', encryptionConfiguration }),
  )
  await pushBlob(registry, 'source', 'in no image')
  await put('BLOB_MOUNTING', 'ENABLED')
  for (const [blob, from, to] of [
    ['never pushed', 'source', 'target'],
    ['in no image', 'source', 'target'],
    ['layer', 'no-such', 'target'],
    ['layer', 'source', 'encrypted'],
  ] as const)
    assert.equal((await mount(blob, from, to)).status, 202, `${blob} from ${from} to ${to}`)
})
