import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  CreateRepositoryCommand,
  ECRClient,
  GetDownloadUrlForLayerCommand,
} from '@aws-sdk/client-ecr'
import { movableClock } from '../../../../support/clock.ts'
import { actAs, allow } from '../../../../support/identity.ts'
import { openEmulator, type Target } from '../../../../support/target.ts'
import { authorizationOf, clientOf, errorOf, pushBlob, registryOf, sha256 } from '../client.ts'

const clock = movableClock()
let target: Target
const [layer, other] = ['a layer', 'another layer']
before(async () => {
  target = await openEmulator({ enforceIam: true, clock })
  const registry = await registryOf(target)
  for (const repositoryName of ['one', 'two'])
    await clientOf(target).send(new CreateRepositoryCommand({ repositoryName }))
  for (const bytes of [layer, other])
    for (const name of ['one', 'two']) await pushBlob(registry, name, bytes)
})
after(() => target[Symbol.asyncDispose]())

/** The URL that a role gets which may read layers of this one repository. */
async function downloadUrl(): Promise<URL> {
  const repository = 'arn:aws:ecr:us-east-1:000000000000:repository/one'
  const { config } = await actAs(target, [allow('ecr:GetDownloadUrlForLayer', repository)])
  const layerDigest = sha256(layer)
  const { downloadUrl: url } = await new ECRClient(config).send(
    new GetDownloadUrlForLayerCommand({ repositoryName: 'one', layerDigest }),
  )
  return new URL(url!)
}

const invalid = '400 DENIED: Your Authorization Token is invalid.'

test('a download URL gives the layer that it names, whole or in part', async () => {
  const url = await downloadUrl()
  assert.equal(await (await fetch(url)).text(), layer)
  const part = await fetch(url, { headers: { range: 'bytes=2-' } })
  assert.deepEqual([part.status, await part.text()], [206, 'layer'])
})

test('its token gives nothing else', async () => {
  const { searchParams } = await downloadUrl()
  for (const path of [
    `/v2/one/blobs/${sha256(other)}`,
    `/v2/two/blobs/${sha256(layer)}`,
    '/v2/one/manifests/latest',
    '/v2/one/tags/list',
    '/v2/',
  ])
    assert.equal(await errorOf(await fetch(`${target.url}${path}?${searchParams}`)), invalid, path)
  for (const [method, path] of [
    ['HEAD', `/v2/one/blobs/${sha256(layer)}`],
    ['POST', '/v2/one/blobs/uploads/'],
    ['PUT', '/v2/one/manifests/latest'],
    ['DELETE', '/v2/one/manifests/latest'],
  ]) {
    const response = await fetch(`${target.url}${path}?${searchParams}`, { method: method! })
    assert.equal(response.status, 401, `${method} ${path}`)
  }
})

test('its token is no password', async () => {
  const token = (await downloadUrl()).searchParams.get('X-Amz-Security-Token')!
  const basic = Buffer.from(`AWS:${token}`).toString('base64')
  for (const authorization of [`Basic ${basic}`, `Bearer ${token}`])
    for (const path of ['/v2/', `/v2/one/blobs/${sha256(layer)}`, `/v2/two/tags/list`]) {
      const response = await fetch(`${target.url}${path}`, { headers: { authorization } })
      assert.equal(await errorOf(response), invalid, path)
    }
})

test('a password is no token of a download URL', async () => {
  const registry = await registryOf(target)
  assert.equal((await registry(`/v2/one/blobs/${sha256(layer)}`)).status, 200)
  const [, login = ''] = (await authorizationOf(target)).split(' ')
  const password = Buffer.from(login, 'base64').toString().replace('AWS:', '')
  const url = new URL(`/v2/one/blobs/${sha256(layer)}`, target.url)
  url.searchParams.set('X-Amz-Security-Token', password)
  assert.equal(await errorOf(await fetch(url)), invalid)
})

test('a download URL expires after an hour', async () => {
  const url = await downloadUrl()
  clock.forward(3601)
  assert.equal(
    await errorOf(await fetch(url)),
    '403 DENIED: Your authorization token has expired. Reauthenticate and try again.',
  )
  clock.forward(-3601)
})
