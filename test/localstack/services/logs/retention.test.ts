import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { FilterLogEventsCommand, PutRetentionPolicyCommand } from '@aws-sdk/client-cloudwatch-logs'
import { movableClock } from '../../../support/clock.ts'
import { openEmulator } from '../../../support/target.ts'
import { Stream } from './client.ts'

const day = 24 * 60 * 60

test('expired events are not found and their files are removed; the others stay', async (context) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'docker-cloud-test-'))
  context.after(() => rm(dataDir, { recursive: true, force: true }))
  const clock = movableClock()
  await using emulator = await openEmulator({ dataDir, persistence: true, clock })
  const [expiring, kept] = [new Stream(emulator, 'expiring'), new Stream(emulator, 'kept')]
  for (const stream of [expiring, kept]) await (await stream.create()).put(['old'])
  const { logs, names } = expiring
  await logs.send(new PutRetentionPolicyCommand({ ...names, retentionInDays: 3 }))
  clock.forward(2 * day)
  await expiring.put(['new'], clock.now().getTime())
  assert.deepEqual(await expiring.get(), ['old', 'new'])
  const files = await readdir(join(dataDir, 'logs'))
  assert.equal(files.length, 2)

  clock.forward(2 * day)
  assert.deepEqual(await expiring.get(), ['new'])
  const { events } = await logs.send(new FilterLogEventsCommand(names))
  assert.deepEqual(
    events!.map(({ message }) => message),
    ['new'],
  )
  clock.forward(2 * day)
  assert.deepEqual(await expiring.get(), [])
  assert.equal((await readdir(join(dataDir, 'logs'))).length, 1)
  await expiring.put(['newest'], clock.now().getTime())
  assert.deepEqual(await expiring.get(), ['newest'])
  assert.deepEqual(await kept.get(), ['old'])
})

test('events that are expired when they are put are left out, and the answer has their index', async () => {
  await using emulator = await openEmulator()
  const stream = await new Stream(emulator, 'short').create()
  const { logs, names } = stream
  await logs.send(new PutRetentionPolicyCommand({ ...names, retentionInDays: 1 }))
  const { rejectedLogEventsInfo } = await stream.put(['old'], Date.now() - 2 * day * 1000)
  assert.deepEqual(rejectedLogEventsInfo, { expiredLogEventEndIndex: 1 })
  await stream.put(['new'])
  assert.deepEqual(await stream.get(), ['new'])
})
