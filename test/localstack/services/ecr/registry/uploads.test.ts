import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { after, before, test } from 'node:test'
import { CompleteLayerUploadCommand, CreateRepositoryCommand } from '@aws-sdk/client-ecr'
import { openTarget, type Target, unique } from '../../../../support/target.ts'
import { until } from '../../../../support/until.ts'
import {
  account,
  authorizationOf,
  clientOf,
  errorOf,
  type RegistryFetch,
  registryOf,
  sha256,
} from '../client.ts'

const chunk = new Uint8Array(randomBytes(5 * 1024 * 1024))
const rest = new Uint8Array(randomBytes(1000))
const whole = Buffer.concat([chunk, rest])

let target: Target
let registry: RegistryFetch
const name = unique('uploads')
before(async () => {
  target = await openTarget()
  registry = await registryOf(target)
  await clientOf(target).send(new CreateRepositoryCommand({ repositoryName: name }))
})
after(() => target[Symbol.asyncDispose]())

async function start(query = ''): Promise<string> {
  const response = await registry(`/v2/${name}/blobs/uploads/${query}`, { method: 'POST' })
  assert.equal(response.status, 202)
  return response.headers.get('location')!
}

const patch = (location: string, body: Uint8Array<ArrayBuffer>, range?: string) =>
  registry(location, {
    method: 'PATCH',
    body,
    headers: range ? { 'content-range': range } : {},
  })

const put = (location: string, digest: string, body?: Uint8Array<ArrayBuffer>) =>
  registry(`${location}?digest=${encodeURIComponent(digest)}`, {
    method: 'PUT',
    ...(body && { body }),
  })

test('a blob in one stream, as docker sends it', async () => {
  const digest = sha256(rest)
  const before = await registry(`/v2/${name}/blobs/${digest}`, { method: 'HEAD' })
  assert.equal(before.status, 404)
  const location = await start()
  assert.equal((await patch(location, rest)).headers.get('range'), '0-999')
  const done = await put(location, digest)
  assert.equal(done.status, 201)
  assert.equal(done.headers.get('docker-content-digest'), digest)
  const there = await registry(`/v2/${name}/blobs/${digest}`, { method: 'HEAD' })
  assert.deepEqual([there.status, there.headers.get('content-length')], [200, '1000'])
})

test('a blob in chunks, in order; out of order is 416; a range of it can be fetched', async () => {
  const location = await start()
  assert.equal((await patch(location, chunk, `0-${chunk.length - 1}`)).status, 202)
  const wrong = await patch(location, rest, '17-1016')
  assert.equal(wrong.status, 416)
  const status = await registry(location)
  assert.deepEqual([status.status, status.headers.get('range')], [204, `0-${chunk.length - 1}`])
  const digest = sha256(whole)
  assert.equal((await put(location, digest, rest)).status, 201)
  const range = `bytes=${chunk.length}-`
  const part = await registry(`/v2/${name}/blobs/${digest}`, { headers: { range } })
  assert.equal(part.status, 206)
  assert.deepEqual(new Uint8Array(await part.arrayBuffer()), rest)
  const all = await registry(`/v2/${name}/blobs/${digest}`)
  assert.equal(sha256(new Uint8Array(await all.arrayBuffer())), digest)
})

test('a chunk under 5 MiB may only be the last one', async () => {
  const location = await start()
  await patch(location, rest)
  const response = await put(location, sha256(Buffer.concat([rest, rest])), rest)
  assert.equal(
    await errorOf(response),
    '400 BLOB_UPLOAD_INVALID: All layer parts except the last part should be at least 5MB',
  )
})

test('a wrong digest leaves nothing behind', async () => {
  const location = await start()
  await patch(location, rest)
  const digest = sha256('something else')
  assert.equal(
    await errorOf(await put(location, digest)),
    `400 DIGEST_INVALID: The layer digest '${digest}' does not match the digest '${sha256(rest)}' of what was uploaded`,
  )
  const blob = await registry(`/v2/${name}/blobs/${digest}`, { method: 'HEAD' })
  assert.equal(blob.status, 404)
  assert.equal(
    await errorOf(await registry(location)),
    `404 BLOB_UPLOAD_UNKNOWN: The upload with id '${location.split('/').at(-1)}' in the repository with name '${name}' in registry with id '${account}' does not exist`,
  )
})

test('an upload can be given up', async () => {
  const location = await start()
  assert.equal((await registry(location, { method: 'DELETE' })).status, 204)
  assert.equal((await registry(location)).status, 404)
})

test('a mount from another repository is answered with an upload', async () => {
  const location = await start(`?mount=${sha256(rest)}&from=elsewhere`)
  assert.match(location, /\/blobs\/uploads\//)
})

test('an upload that is cut shows nothing, and is resumed where it stopped', async () => {
  const bytes = randomBytes(6 * 1024 * 1024)
  const digest = sha256(bytes)
  const location = await start()
  const authorization = await authorizationOf(target)
  const cut = request(new URL(location, target.url), {
    method: 'PATCH',
    headers: { authorization, 'transfer-encoding': 'chunked' },
  })
  cut.on('error', () => {})
  cut.write(bytes.subarray(0, 3_000_000), () => cut.destroy())
  const received = async () => {
    const status = await registry(location)
    return Number(/^0-(\d+)$/.exec(status.headers.get('range') ?? '')?.[1]) + 1
  }
  await until('a part of it to have arrived', async () => (await received()) > 1)
  assert.equal((await registry(`/v2/${name}/blobs/${digest}`, { method: 'HEAD' })).status, 404)
  await until('the rest to be taken', async () => {
    const start = await received()
    const response = await patch(
      location,
      new Uint8Array(bytes.subarray(start)),
      `${start}-${bytes.length - 1}`,
    )
    return response.status === 202
  })
  assert.equal((await put(location, digest)).status, 201)
})

test('the same blob pushed many times at once is one blob, each push acknowledged', async () => {
  const bytes = new Uint8Array(randomBytes(3_000_000))
  const digest = sha256(bytes)
  const push = async () => {
    const location = await start()
    await patch(location, bytes)
    return (await put(location, digest)).status
  }
  const statuses = await Promise.all(Array.from({ length: 8 }, push))
  assert.deepEqual(new Set(statuses), new Set([201]))
  const blob = await registry(`/v2/${name}/blobs/${digest}`)
  assert.equal(sha256(new Uint8Array(await blob.arrayBuffer())), digest)
})

test('a blob whose end never comes is not taken for whole, whatever its length was said to be', async () => {
  const bytes = randomBytes(1_000_000)
  const digest = sha256(bytes.subarray(0, 500_000))
  const location = await start()
  const authorization = await authorizationOf(target)
  const cut = request(new URL(`${location}?digest=${digest}`, target.url), {
    method: 'PUT',
    headers: { authorization, 'content-length': bytes.length },
  })
  cut.on('error', () => {})
  cut.write(bytes.subarray(0, 500_000), () => cut.destroy())
  const status = async () => (await registry(location)).headers.get('range')
  await until('what came to have arrived', async () => (await status()) === '0-499999')
  assert.equal((await registry(`/v2/${name}/blobs/${digest}`, { method: 'HEAD' })).status, 404)
})

test('an upload that is given up while a part arrives is unknown from then on', async () => {
  const location = await start()
  const authorization = await authorizationOf(target)
  const put = request(new URL(`${location}?digest=${sha256(rest)}`, target.url), {
    method: 'PUT',
    headers: { authorization },
  })
  const answered = once(put, 'response')
  put.write(randomBytes(1_000_000))
  const size = async () => (await registry(location)).headers.get('range')
  await until('a part of it to have arrived', async () => (await size()) !== '0-0')
  assert.equal((await registry(location, { method: 'DELETE' })).status, 204)
  put.end()
  const [{ statusCode }] = (await answered) as [{ statusCode: number }]
  assert.equal(statusCode, 404)
})

test('a second sender is refused while a part is being received', async () => {
  const location = await start()
  const authorization = await authorizationOf(target)
  const first = request(new URL(location, target.url), {
    method: 'PATCH',
    headers: { authorization },
  })
  const answered = once(first, 'response')
  first.write(randomBytes(1_000_000))
  const size = async () => (await registry(location)).headers.get('range')
  await until('a part of the first to have arrived', async () => (await size()) !== '0-0')
  assert.equal(
    await errorOf(await patch(location, rest)),
    '416 BLOB_UPLOAD_INVALID: Another part of this upload is being received',
  )
  first.end()
  const [{ statusCode }] = (await answered) as [{ statusCode: number }]
  assert.equal(statusCode, 202)
})

test('an upload is not completed while a part of it arrives', async () => {
  const location = await start()
  const part = request(new URL(location, target.url), {
    method: 'PATCH',
    headers: { authorization: await authorizationOf(target) },
  })
  const answered = once(part, 'response')
  part.write(randomBytes(1_000_000))
  const size = async () => (await registry(location)).headers.get('range')
  await until('a part of it to have arrived', async () => (await size()) !== '0-0')
  const completed = clientOf(target).send(
    new CompleteLayerUploadCommand({
      repositoryName: name,
      uploadId: location.split('/').at(-1)!,
      layerDigests: [sha256(randomBytes(10))],
    }),
  )
  await assert.rejects(completed, { name: 'InvalidLayerPartException' })
  part.end()
  const [{ statusCode }] = (await answered) as [IncomingMessage]
  assert.equal(statusCode, 202)
})
