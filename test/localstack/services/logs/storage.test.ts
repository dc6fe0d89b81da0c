import assert from 'node:assert/strict'
import {
  appendFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { DeleteLogGroupCommand, DeleteLogStreamCommand } from '@aws-sdk/client-cloudwatch-logs'
import { startProcess } from '../../../support/emulator-process.ts'
import { freePort } from '../../../support/ports.ts'
import { openEmulator, type Target } from '../../../support/target.ts'
import { Stream } from './client.ts'

async function folderFor(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'docker-cloud-test-'))
  context.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}

interface Emulator extends Target {
  /** What it has logged about log events. */
  lines: string[]
  close(): Promise<void>
}

/** Starts an emulator that is closed by the test, or else after it. */
async function open(context: TestContext, dataDir: string): Promise<Emulator> {
  const lines: string[] = []
  const log = (topic: string, message: string) => topic === 'logs' && lines.push(message)
  const target = await openEmulator({ dataDir, persistence: true, log })
  let closed: Promise<void> | undefined
  const close = () => (closed ??= target[Symbol.asyncDispose]() as Promise<void>)
  context.after(close)
  return { ...target, lines, close }
}

const filesIn = (dataDir: string) => readdir(join(dataDir, 'logs')).catch(() => [])

test('names of groups and streams are never parts of paths', async (context) => {
  const dataDir = await folderFor(context)
  const emulator = await open(context, dataDir)
  await mkdir(join(dataDir, 'elsewhere'))
  await writeFile(join(dataDir, 'elsewhere/file'), 'kept')
  const bystander = await new Stream(emulator, 'bystander').create()
  await bystander.put(['kept'])
  for (const name of ['.', '..', '../..', '/', '../../elsewhere', 'a/../../../elsewhere']) {
    const stream = await new Stream(emulator, name, name).create()
    await stream.put(['there'])
    assert.deepEqual(await stream.get(), ['there'])
    await stream.logs.send(new DeleteLogStreamCommand(stream.names))
    await stream.logs.send(new DeleteLogGroupCommand(stream.names))
  }
  assert.deepEqual(await readdir(join(dataDir, 'elsewhere')), ['file'])
  assert.deepEqual(await bystander.get(), ['kept'])
  assert.deepEqual((await readdir(dataDir)).toSorted(), ['elsewhere', 'logs', 'state'])
  for (const file of await filesIn(dataDir)) assert.match(file, /^\d+\.jsonl$/)
})

test('names may be as long as AWS allows, of any characters', async (context) => {
  const dataDir = await folderFor(context)
  const names = ['g'.repeat(512), 'é'.repeat(512)] as const
  const slashes = ['/'.repeat(512), '/'.repeat(512)] as const
  const emulator = await open(context, dataDir)
  for (const [group, stream] of [names, slashes])
    await (await new Stream(emulator, group, stream).create()).put(['long'])
  await emulator.close()
  const again = await open(context, dataDir)
  for (const [group, stream] of [names, slashes])
    assert.deepEqual(await new Stream(again, group, stream).get(), ['long'])
})

test('a stream or group that is deleted and created again has no events, and no files are left', async (context) => {
  const dataDir = await folderFor(context)
  const emulator = await open(context, dataDir)
  const stream = await new Stream(emulator, 'again').create()
  await stream.put(['before'])
  await stream.logs.send(new DeleteLogStreamCommand(stream.names))
  assert.deepEqual(await filesIn(dataDir), [])
  await stream.create()
  assert.deepEqual(await stream.get(), [])
  await stream.put(['between'])
  await stream.logs.send(new DeleteLogGroupCommand(stream.names))
  assert.deepEqual(await filesIn(dataDir), [])
  await stream.create()
  assert.deepEqual(await stream.get(), [])
})

test('a reset removes all log events', async (context) => {
  const dataDir = await folderFor(context)
  const emulator = await open(context, dataDir)
  const stream = await new Stream(emulator, 'reset').create()
  await stream.put(['from before the reset'])
  await fetch(`${emulator.url}/_localstack/state/reset`, { method: 'POST' })
  assert.deepEqual(await filesIn(dataDir), [])
  await stream.create()
  assert.deepEqual(await stream.get(), [])
  await stream.put(['after'])
  assert.deepEqual(await stream.get(), ['after'])
})

test('files of log events are readable by their owner alone', async (context) => {
  const dataDir = await folderFor(context)
  const emulator = await open(context, dataDir)
  await (await new Stream(emulator, 'private').create()).put(['secret'])
  const folder = join(dataDir, 'logs')
  assert.equal((await stat(folder)).mode & 0o777, 0o700)
  for (const file of await readdir(folder))
    assert.equal((await stat(join(folder, file))).mode & 0o777, 0o600)
})

test('events that were acknowledged before kill -9 are there, and go on as they were', async (context) => {
  const dataDir = await folderFor(context)
  const port = await freePort()
  const emulator = await startProcess({ port, dataDir })
  context.after(() => emulator.kill())
  const stream = await new Stream(emulator, 'killed').create()
  await stream.put(['one', 'two'])
  await emulator.kill()
  await using again = await startProcess({ port, dataDir })
  const after = new Stream(again, 'killed')
  assert.deepEqual(await after.get(), ['one', 'two'])
  await after.put(['three'])
  assert.deepEqual(await after.get(), ['one', 'two', 'three'])
})

/** What happens to the one file of a stream with the events `one` and `two`, and what is left of them. */
const damages: [string, (file: string) => Promise<void>, { left: string[]; report: RegExp }][] = [
  [
    'has bytes that belong to no answered call',
    (file) => appendFile(file, '[1,1,"torn'),
    { left: ['one', 'two'], report: /has \d+ bytes of log events instead of \d+/ },
  ],
  [
    'ends in the middle of an event',
    async (file) => truncate(file, (await stat(file)).size - 3),
    { left: ['one'], report: /has \d+ bytes of log events instead of \d+/ },
  ],
  [
    'is missing',
    (file) => rm(file),
    { left: [], report: /has 0 bytes of log events instead of \d+: the first 0 are kept/ },
  ],
]
for (const [damage, make, { left, report }] of damages)
  test(`a file of log events that ${damage} is repaired at the start and reported`, async (context) => {
    const dataDir = await folderFor(context)
    const emulator = await open(context, dataDir)
    await (await new Stream(emulator, 'damaged').create()).put(['one', 'two'])
    await emulator.close()
    const [file] = await filesIn(dataDir)
    await make(join(dataDir, 'logs', file!))
    const again = await open(context, dataDir)
    assert.match(again.lines.join('\n'), report)
    const stream = new Stream(again, 'damaged')
    assert.deepEqual(await stream.get(), left)
    await stream.put(['next'])
    assert.deepEqual(await stream.get(), [...left, 'next'])
  })

test('one damaged event costs no other one', async (context) => {
  const dataDir = await folderFor(context)
  const emulator = await open(context, dataDir)
  const stream = await new Stream(emulator, 'flipped').create()
  await stream.put(['one', 'two', 'three'])
  const [file] = await filesIn(dataDir)
  const path = join(dataDir, 'logs', file!)
  await writeFile(path, (await readFile(path, 'utf8')).replace('"two"', '"two!'))
  assert.deepEqual(await stream.get(), ['one', 'three'])
})

test('events that cannot be stored are not there, and the next ones are', async (context) => {
  const dataDir = await folderFor(context)
  const emulator = await open(context, dataDir)
  const stream = await new Stream(emulator, 'blocked').create()
  await writeFile(join(dataDir, 'logs'), 'a file where a folder should be')
  await assert.rejects(stream.put(['lost']), { name: 'InternalFailure' })
  assert.deepEqual(await stream.get(), [])
  await rm(join(dataDir, 'logs'))
  await stream.put(['stored'])
  assert.deepEqual(await stream.get(), ['stored'])
})

test('a stream may be deleted while events are put to it and read', async (context) => {
  const emulator = await open(context, await folderFor(context))
  const stream = new Stream(emulator, 'raced')
  for (let round = 0; round < 20; round++) {
    await stream.create()
    const calls = [
      stream.put(['one']),
      stream.logs.send(new DeleteLogStreamCommand(stream.names)),
      stream.get(),
    ]
    for (const call of await Promise.allSettled(calls))
      if (call.status === 'rejected')
        assert.equal((call.reason as Error).name, 'ResourceNotFoundException')
  }
})

test('events whose file is gone are left out', async (context) => {
  const dataDir = await folderFor(context)
  const emulator = await open(context, dataDir)
  const stream = await new Stream(emulator, 'gone').create()
  await stream.put(['one', 'two'])
  for (const file of await filesIn(dataDir)) await rm(join(dataDir, 'logs', file))
  assert.deepEqual(await stream.get(), [])
  await stream.put(['three', 'four'])
  assert.equal((await stream.get()).at(-1), 'four')
})

test('files that no stream names are removed at the start, and the others stay', async (context) => {
  const dataDir = await folderFor(context)
  const emulator = await open(context, dataDir)
  await (await new Stream(emulator, 'named').create()).put(['kept'])
  await emulator.close()
  const before = await filesIn(dataDir)
  await writeFile(join(dataDir, 'logs/12345.jsonl'), '')
  const again = await open(context, dataDir)
  assert.deepEqual(await filesIn(dataDir), before)
  assert.match(again.lines.join(), /1 files of .* that belong to no log stream were removed/)
  assert.deepEqual(await new Stream(again, 'named').get(), ['kept'])
})
