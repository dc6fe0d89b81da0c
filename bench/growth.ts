import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type Call, sendAll } from './lib/client.ts'
import { bundleEmulator, type EmulatorProcess, startEmulatorProcess } from './lib/emulator.ts'
import {
  createLogStream,
  createRole,
  fillStream,
  filterLogEvents,
  type Mutation,
  prepare,
  putLogEvent,
  registerTaskDefinition,
} from './lib/mutations.ts'
import { median, report } from './lib/tools.ts'

const amounts = { revisions: 1000, roles: 10_000, images: 5000, streams: 2000 }
const rounds = 5
const callsPerRound = 200

/** What a large state costs: a change next to the same change of an empty emulator, a start, memory, a query of all log events. */
export async function benchGrowth(): Promise<void> {
  using bundle = bundleEmulator()
  using dataDir = temporaryFolder()
  const settings = { PERSISTENCE: '1', DATA_DIR: dataDir.path }
  {
    await using full = await startEmulatorProcess(bundle.directory, settings)
    await using empty = await startEmulatorProcess(bundle.directory, { PERSISTENCE: '1' })
    const putImage = { full: await prepare(full.url), empty: await prepare(empty.url) }
    await fill(full.url, putImage.full)
    for (const mutation of [registerTaskDefinition, createRole, createLogStream, putLogEvent])
      await compare(mutation.name, { full, empty }, { full: mutation, empty: mutation })
    await compare(putImage.full.name, { full, empty }, putImage)
  }
  await using again = await startEmulatorProcess(bundle.directory, settings)
  const start = again.cpuSeconds()
  report('start with all of that', `${start.toFixed(2)} s of CPU`, 'less than 1 s', start < 1)
  await delay(1000)
  const size = again.residentMegabytes()
  report('resident after that start', `${size.toFixed(0)} MB`, 'less than 150 MB', size < 150)
  await measureQuery(again)
}

/** All of it is made by the calls that a client would make. */
async function fill(url: string, putImage: Mutation): Promise<void> {
  const many = (count: number, call: (index: number) => Call) =>
    sendAll(url, calls(call, { from: 0, count }))
  await many(amounts.revisions, registerTaskDefinition.call)
  await many(amounts.roles, createRole.call)
  await many(amounts.images, putImage.call)
  await sendAll(url, calls(createLogStream.call, { from: 1, count: amounts.streams - 1 }))
  await many(amounts.streams, fillStream)
}

function* calls(
  call: (index: number) => Call,
  { from, count }: { from: number; count: number },
): Generator<Call> {
  for (let index = from; index < from + count; index++) yield call(index)
}

interface Pair<T> {
  full: T
  empty: T
}

/** Both in turns, and new things each time. */
async function compare(
  name: string,
  emulators: Pair<EmulatorProcess>,
  mutations: Pair<Mutation>,
): Promise<void> {
  const milliseconds = { full: [] as number[], empty: [] as number[] }
  for (let round = 0; round < rounds; round++)
    for (const side of ['full', 'empty'] as const) {
      const { url, cpuSeconds } = emulators[side]
      const from = 100_000 + round * callsPerRound
      const before = cpuSeconds()
      await sendAll(url, calls(mutations[side].call, { from, count: callsPerRound }))
      milliseconds[side].push(((cpuSeconds() - before) * 1000) / callsPerRound)
    }
  const [full, empty] = [median(milliseconds.full), median(milliseconds.empty)]
  const ratio = full / empty
  const measured = `${full.toFixed(2)} ms, empty ${empty.toFixed(2)} ms: ${ratio.toFixed(2)} times`
  report(`${name}, CPU per call`, measured, 'at most 1.5 times', ratio <= 1.5)
}

/** Reads every event and finds none, over as many pages as the emulator needs. */
async function measureQuery({ url, cpuSeconds }: EmulatorProcess): Promise<void> {
  const before = cpuSeconds()
  let nextToken: string | undefined
  do {
    const page = await sendAll(url, [filterLogEvents('absent', nextToken)])
    nextToken = (JSON.parse(page) as { nextToken?: string }).nextToken
  } while (nextToken)
  const seconds = cpuSeconds() - before
  report(
    'FilterLogEvents over 2 million events',
    `${seconds.toFixed(2)} s of CPU`,
    'within 2 s',
    seconds <= 2,
  )
}

function temporaryFolder(): Disposable & { path: string } {
  const path = mkdtempSync(join(tmpdir(), 'bench-'))
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) }
}
