import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import {
  CreateRepositoryCommand,
  DeleteRepositoryCommand,
  DescribeImagesCommand,
  GetAuthorizationTokenCommand,
} from '@aws-sdk/client-ecr'
import { startEmulator } from '../../../../localstack/emulator.ts'
import { DockerCli } from '../../../support/docker-cli.ts'
import { openGate } from '../../../support/gate.ts'
import { freePort } from '../../../support/ports.ts'
import { until } from '../../../support/until.ts'
import {
  authorizationOf,
  clientOf,
  pushBlob,
  pushImage,
  registryOf,
  sha256,
  targetAt,
} from './client.ts'
import { kill, startProcess } from './process.ts'

test('after kill -9 in the middle of a push, what was acknowledged is there and the push can be repeated', async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'docker-cloud-test-'))
  t.after(() => rm(dataDir, { recursive: true, force: true }))
  const port = await freePort()
  const first = await startProcess(dataDir, port)
  t.after(() => first.process.kill('SIGKILL'))
  await clientOf(first.target).send(new CreateRepositoryCommand({ repositoryName: 'kept' }))
  const authorization = await authorizationOf(first.target)
  const registry = await registryOf(first.target)
  const image = await pushImage(registry, 'kept', { tag: 'v1' })
  const acknowledged = await pushBlob(registry, 'kept', 'acknowledged')

  const started = await registry('/v2/kept/blobs/uploads/', { method: 'POST' })
  const location = new URL(started.headers.get('location')!, first.target.url)
  const half = request(location, { method: 'PATCH', headers: { authorization } })
  half.on('error', () => {})
  half.write(randomBytes(2_000_000))
  await until('the upload to have begun', async () => {
    const status = await registry(location.pathname)
    return status.headers.get('range') !== '0-0'
  })
  await kill(first.process)

  const second = await startProcess(dataDir, port)
  t.after(() => second.process.kill('SIGKILL'))
  const again = await registryOf(second.target)
  const manifest = await fetch(`${second.target.url}/v2/kept/manifests/v1`, {
    headers: { authorization },
  })
  assert.equal(await manifest.text(), image.body, 'the login and the image outlive the process')
  for (const digest of [acknowledged, sha256('layer'), sha256('{}')]) {
    const blob = await again(`/v2/kept/blobs/${digest}`)
    assert.equal(sha256(new Uint8Array(await blob.arrayBuffer())), digest)
  }
  assert.equal((await again(location.pathname)).status, 404)
  await assert.rejects(readdir(join(dataDir, 'ecr/uploads')), { code: 'ENOENT' })
  const repeated = await pushImage(again, 'kept', { tag: 'v2', layer: 'repeated' })
  assert.equal(repeated.response.status, 201)
  const { imageDetails } = await clientOf(second.target).send(
    new DescribeImagesCommand({ repositoryName: 'kept' }),
  )
  assert.equal(imageDetails!.length, 2)
  await kill(second.process)
})

/** What is on disk and shown to anybody is whole: every name is the digest of what is under it. */
async function checkContent(dataDir: string) {
  const directory = join(dataDir, 'ecr/000000000000/sha256')
  const names = await readdir(directory)
  for (const name of names)
    assert.equal(sha256(await readFile(join(directory, name))), `sha256:${name}`)
  return names.length
}

test('after kill -9 at any moment of many pushes, every image that was acknowledged is whole', async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'docker-cloud-test-'))
  t.after(() => rm(dataDir, { recursive: true, force: true }))
  const port = await freePort()
  const acknowledged = new Map<string, string>()
  for (const round of [1, 2, 3]) {
    const emulator = await startProcess(dataDir, port)
    t.after(() => emulator.process.kill('SIGKILL'))
    const ecr = clientOf(emulator.target)
    const registry = await registryOf(emulator.target)
    if (round === 1) await ecr.send(new CreateRepositoryCommand({ repositoryName: 'kept' }))
    const push = async (pusher: number) => {
      for (let count = 0; ; count++) {
        const layer = `${round} ${pusher} ${count} `.repeat(50_000)
        const tag = `v${round}-${pusher}-${count}`
        const { response, digest } = await pushImage(registry, 'kept', { tag, layer })
        if (response.status === 201) acknowledged.set(tag, digest)
      }
    }
    const pushers = [1, 2, 3].map((pusher) => push(pusher).catch(() => {}))
    await until('pushes', () => acknowledged.size >= round * 5)
    await kill(emulator.process)
    await Promise.all(pushers)
  }
  const emulator = await startProcess(dataDir, port)
  t.after(() => emulator.process.kill('SIGKILL'))
  const registry = await registryOf(emulator.target)
  for (const [tag, digest] of acknowledged) {
    const manifest = await (await registry(`/v2/kept/manifests/${tag}`)).text()
    assert.equal(sha256(manifest), digest)
    const { layers } = JSON.parse(manifest) as { layers: { digest: string }[] }
    const blob = await registry(`/v2/kept/blobs/${layers[0]!.digest}`)
    assert.equal(sha256(new Uint8Array(await blob.arrayBuffer())), layers[0]!.digest)
  }
  assert.ok((await checkContent(dataDir)) > acknowledged.size * 2)
  await kill(emulator.process)
})

test('docker push that kill -9 interrupts shows nothing, and succeeds when it is repeated', async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'docker-cloud-test-'))
  t.after(() => rm(dataDir, { recursive: true, force: true }))
  const port = await freePort()
  await using gate = await openGate(port, 5_000_000)
  const through = targetAt(`http://localhost:${gate.port}`)
  const first = await startProcess(dataDir, port)
  t.after(() => first.process.kill('SIGKILL'))
  const { repository } = await clientOf(through).send(
    new CreateRepositoryCommand({ repositoryName: 'kept' }),
  )
  const { authorizationData } = await clientOf(through).send(new GetAuthorizationTokenCommand({}))
  await using docker = await DockerCli.open(randomBytes(10_000_000).toString('base64'))
  const image = `${repository!.repositoryUri}:v1`
  await docker.build(image)
  await docker.login(`localhost:${gate.port}`, authorizationData![0]!.authorizationToken!)

  const push = docker.run('push', image)
  await gate.held
  await kill(first.process)
  push.child.kill('SIGKILL')
  await assert.rejects(push)

  gate.open()
  const second = await startProcess(dataDir, port)
  t.after(() => second.process.kill('SIGKILL'))
  const images = new DescribeImagesCommand({ repositoryName: 'kept' })
  assert.deepEqual((await clientOf(through).send(images)).imageDetails, [])
  await docker.run('push', image)
  assert.equal((await clientOf(through).send(images)).imageDetails!.length, 1)
  assert.equal(await checkContent(dataDir), 3)
  await docker.run('pull', image)
  await kill(second.process)
})

test('content is kept once, and goes with the last repository that holds it', async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'docker-cloud-test-'))
  t.after(() => rm(dataDir, { recursive: true, force: true }))
  const emulator = await startEmulator({ port: 0, dataDir, persistence: true, log: () => {} })
  t.after(() => emulator.close())
  const target = targetAt(emulator.url)
  const ecr = clientOf(target)
  const registry = await registryOf(target)
  const files = () => readdir(join(dataDir, 'ecr/000000000000/sha256'))
  for (const repositoryName of ['one', 'two'])
    await ecr.send(new CreateRepositoryCommand({ repositoryName }))
  const pushes = ['one', 'two', 'one', 'two'].map((name) => pushBlob(registry, name, 'shared'))
  const digests = new Set(await Promise.all(pushes))
  assert.equal(digests.size, 1)
  assert.equal((await files()).length, 1)
  await ecr.send(new DeleteRepositoryCommand({ repositoryName: 'one' }))
  assert.equal((await files()).length, 1)
  await ecr.send(new DeleteRepositoryCommand({ repositoryName: 'two' }))
  assert.deepEqual(await files(), [])
})
