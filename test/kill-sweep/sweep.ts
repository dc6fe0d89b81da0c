import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type EmulatorProcess, spawnProcess } from '../support/emulator-process.ts'
import { freePort } from '../support/ports.ts'
import { until } from '../support/until.ts'
import type { Actor, Life } from './actor.ts'
import { images } from './actors/images.ts'
import { logs } from './actors/logs.ts'
import { parameters } from './actors/parameters.ts'
import { roles } from './actors/roles.ts'
import { tasks } from './actors/tasks.ts'
import { Ledger } from './ledger.ts'
import { type Random, randomFrom } from './random.ts'

interface Options {
  kills: number
  /** Decides which calls are made and when the emulator is killed. */
  seed: number
  print: (line: string) => void
}

export interface Swept {
  kills: number
  calls: number
  slowestStart: number
  faults: string[]
}

/** How long a start, or the reading of all state, may take in ms. */
const limit = 60_000

/**
 * Kills an emulator again and again at random moments of a workload, starts it on the same folder and compares what is
 * there with what it had acknowledged. At the end everything is deleted, and nothing may be left on the engine or in
 * the folder.
 */
export async function sweep({ kills, seed, print }: Options): Promise<Swept> {
  const dataDir = await mkdtemp(join(tmpdir(), 'docker-cloud-sweep-'))
  const port = await freePort()
  const random = randomFrom(seed)
  const ledger = new Ledger()
  const actors = [parameters, roles, logs, images('one'), images('two'), tasks()]
  const swept: Swept = { kills: 0, calls: 0, slowestStart: 0, faults: [] }
  let emulator = spawnProcess({ port, dataDir })
  const begin = () => ((emulator = spawnProcess({ port, dataDir })), emulator)
  try {
    await emulator.ready
    const life = { target: withoutRetries(emulator), ledger, random }
    for (const actor of actors) await actor.setUp?.(life)
    while (swept.kills < kills) {
      await work(life, { actors, emulator, swept })
      swept.kills += 1
      while (swept.kills < kills && random() < 0.2) {
        await killInStart(begin(), random)
        swept.kills += 1
      }
      const started = performance.now()
      await within('the start of the emulator', begin().ready)
      swept.slowestStart = Math.max(swept.slowestStart, performance.now() - started)
      const faults = await within('the state', check(life, actors))
      swept.faults.push(...faults.map((fault) => `after kill ${swept.kills}: ${fault}`))
      print(`${swept.kills} kills, ${swept.calls} calls, ${swept.faults.length} faults`)
    }
    for (const actor of actors) await actor.tearDown(life)
    swept.faults.push(...(await leftovers(dataDir)))
    return swept
  } finally {
    await emulator[Symbol.asyncDispose]()
    await rm(dataDir, { recursive: true, force: true })
  }
}

/** A call that is cut off is not repeated behind the ledger's back. */
const withoutRetries = (emulator: EmulatorProcess) => ({
  ...emulator,
  config: { ...emulator.config, maxAttempts: 1 },
})

interface Working {
  actors: Actor[]
  emulator: EmulatorProcess
  swept: Swept
}

/** Lets all actors act until a random moment after a random number of calls, and kills the emulator then. */
async function work(life: Life, { actors, emulator, swept }: Working): Promise<void> {
  const kill = new AbortController()
  const act = async (actor: Actor) => {
    while (!kill.signal.aborted)
      try {
        await actor.act(life)
        swept.calls += 1
      } catch (error) {
        if (!kill.signal.aborted) throw error
      }
  }
  const acting = Promise.all(actors.map(act))
  const goal = swept.calls + life.random.below(30)
  const moment = delay(life.random.below(1000))
  const worked = until('calls', () => kill.signal.aborted || swept.calls >= goal)
  try {
    await Promise.race([acting, Promise.all([moment, worked])])
  } finally {
    kill.abort()
  }
  await emulator.kill()
  await acting
}

async function killInStart(emulator: EmulatorProcess, random: Random): Promise<void> {
  await Promise.race([emulator.ready, delay(random.below(1500))])
  await emulator.kill()
  await emulator.ready
}

async function check(life: Life, actors: Actor[]): Promise<string[]> {
  const faults = await Promise.all(
    actors.map(async (actor) => {
      try {
        return life.ledger.check(actor.prefix, await actor.observe(life))
      } catch (error) {
        return [`${actor.prefix} ${(error as Error).message}`]
      }
    }),
  )
  return faults.flat()
}

async function within<T>(what: string, done: Promise<T>): Promise<T> {
  const timer = new AbortController()
  const late = delay(limit, undefined, timer).then(() => {
    throw new Error(`${what} took more than ${limit / 1000} s`)
  })
  try {
    return await Promise.race([done, late])
  } finally {
    timer.abort()
    late.catch(() => {})
  }
}

/**
 * The files in the data folder, once everything is deleted, that are not the state itself. What a kill in the middle
 * of a write leaves of it is moved aside at the next start.
 */
async function leftovers(dataDir: string): Promise<string[]> {
  const entries = await readdir(dataDir, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(dataDir, join(parentPath, name)))
    .filter((file) => !/^state\/(snapshot|journal)-\d+(\.damaged-\d+)?$/.test(file))
    .map((file) => `${file} is left of what was deleted`)
}
