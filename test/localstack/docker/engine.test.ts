import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { dockerAt, type LogLine } from '../../../localstack/docker/index.ts'
import { unique } from '../../support/target.ts'
import { testImage } from '../../support/test-image.ts'
import { testLabels } from '../../support/test-run.ts'

const docker = dockerAt('/var/run/docker.sock')
const labels = { ...testLabels, 'docker-cloud.engine-test': unique('engine') }
let image: string

before(async () => {
  image = await testImage()
})
after(async () => {
  for (const { Id } of await docker.containers.list(labels)) await docker.containers.remove(Id)
})

const run = async (program: string) => {
  const id = await docker.containers.create(unique('docker-cloud-test'), {
    Image: image,
    Cmd: ['node', '-e', program],
    Labels: labels,
  })
  await docker.containers.start(id)
  return id
}

describe('a container', () => {
  test('tells its output in order, long lines whole and the last one without its end', async () => {
    const id = await run('process.stdout.write("a".repeat(40000) + "\\n" + "b\\nc")')
    const lines: LogLine[] = []
    for await (const line of docker.logs(id)) lines.push(line)
    assert.deepEqual(
      lines.map(({ message }) => message.slice(0, 1) + message.length),
      ['a40000', 'b1', 'c1'],
    )
  })

  test('tells what it writes on both streams', async () => {
    const id = await run('console.log("out"); console.error("err")')
    const messages: string[] = []
    for await (const { message } of docker.logs(id)) messages.push(message)
    assert.deepEqual(messages.toSorted(), ['err', 'out'])
  })

  test('tells its output again from where one stopped to listen', async () => {
    const id = await run('console.log("one"); setTimeout(() => console.log("two"), 20)')
    const lines: LogLine[] = []
    for await (const line of docker.logs(id)) lines.push(line)
    const again: string[] = []
    for await (const { message } of docker.logs(id, lines[1]!.since)) again.push(message)
    assert.deepEqual(again, ['two'])
  })

  test('tells its end', async () => {
    const id = await run('process.exit(7)')
    assert.equal(await docker.containers.wait(id), 7)
    assert.equal((await docker.containers.inspect(id))!.State.ExitCode, 7)
  })

  test('is heard of by its labels', async () => {
    const heard: string[] = []
    const subscription = await docker.events({ labels, actions: ['start', 'die'] }, ({ Action }) =>
      heard.push(Action),
    )
    const id = await run('')
    await docker.containers.wait(id)
    await docker.containers.remove(id)
    subscription.close()
    await subscription.ended
    assert.deepEqual(heard, ['start', 'die'])
  })

  test('that is gone is no error to stop or remove', async () => {
    await docker.containers.stop('never-there', 1)
    await docker.containers.remove('never-there')
    assert.equal(await docker.containers.inspect('never-there'), undefined)
  })
})

test('no engine is one clear sentence', async () => {
  await assert.rejects(dockerAt('/nowhere/docker.sock').images.inspect('x'), {
    message: 'No Docker engine answers at /nowhere/docker.sock (ENOENT).',
  })
  await assert.rejects(dockerAt('tcp://127.0.0.1:1').images.inspect('x'), {
    message: 'No Docker engine answers at tcp://127.0.0.1:1 (ECONNREFUSED).',
  })
})

test('an image that cannot be pulled is an error, though the engine answers 200', async () => {
  await assert.rejects(docker.images.pull('localhost:1/nothing:1'), /connection refused/)
})
