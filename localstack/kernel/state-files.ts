import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { frameOf, type Frames, header, OtherFormat, readFrames } from './frames.ts'
import { Journal } from './journal.ts'
import type { Log } from './log.ts'
import { writeSnapshot } from './snapshot.ts'
import type { Change } from './change.ts'

/** A new snapshot is written when the journal exceeds the last one by so many bytes. */
const journalSlack = 8 * 1024 * 1024

/**
 * The state on disk: `snapshot-N`, and the journals from `journal-N` on, which hold what has changed since. A change
 * has the new content of its place, not the modification. So a snapshot can be written while the state changes, as long
 * as these changes go into a journal that is read after it.
 */
export class StateFiles {
  readonly #folder: string
  /** Of the newest journal. */
  #number = 1
  #snapshotLength = 0
  #journal: Journal
  #closing: Promise<void> = Promise.resolve()
  #snapshot: Promise<void> | undefined

  /** Reads what an earlier run has saved. Throws, with the file's name and what to do, where that is not possible. */
  constructor(dataDir: string, { apply, log }: { apply: (change: Change) => void; log: Log }) {
    rejectFormerFile(join(dataDir, 'state.bin'))
    this.#folder = join(dataDir, 'state')
    const { snapshots, journals } = this.#list()
    const snapshot = Math.max(0, ...snapshots)
    if (snapshot > 0) this.#readSnapshot(snapshot, apply)
    const intact = this.#readJournals(
      journals.filter((number) => number >= snapshot),
      { apply, log },
    )
    this.#journal = this.#openJournal(intact)
    this.#removeBefore(snapshot)
  }

  /** Appends changes that belong together: after `kill -9` all of them are there, or none. */
  append(changes: Change[]): void {
    this.#journal.append(serialize(changes))
  }

  /** Resolves when all that was appended is on the disk. */
  async sync(): Promise<void> {
    await Promise.all([this.#closing, this.#journal.sync()])
  }

  get isSnapshotDue(): boolean {
    return !this.#snapshot && this.#journal.length > this.#snapshotLength + journalSlack
  }

  /** Writes all of the state a piece at a time, while its changes go into a new journal. */
  async writeSnapshot(changes: Iterable<Change>): Promise<void> {
    this.#beginJournal()
    const number = this.#number
    this.#snapshot = writeSnapshot(this.#fileOf('snapshot', number), changes)
      .then((length) => {
        this.#snapshotLength = length
        return this.#closing
      })
      .then(() => this.#removeBefore(number))
      .finally(() => (this.#snapshot = undefined))
    await this.#snapshot
  }

  /** Puts other state in the place of all, in one step. */
  replace(changes: Change[]): void {
    this.#beginJournal()
    const file = this.#fileOf('snapshot', this.#number)
    const bytes = Buffer.concat([header, frameOf(serialize(changes))])
    writeFileSync(`${file}.next`, bytes, { mode: 0o600, flush: true })
    renameSync(`${file}.next`, file)
    this.#snapshotLength = bytes.length
    this.#removeBefore(this.#number)
  }

  async close(): Promise<void> {
    await this.#snapshot?.catch(() => {})
    await Promise.all([this.#closing, this.#journal.close()])
  }

  #fileOf(kind: 'snapshot' | 'journal', number: number): string {
    return join(this.#folder, `${kind}-${number}`)
  }

  #beginJournal(): void {
    const journal = new Journal(this.#fileOf('journal', this.#number + 1))
    this.#number += 1
    this.#closing = closeBoth(this.#closing, this.#journal)
    this.#closing.catch(() => {})
    this.#journal = journal
  }

  #list(): { snapshots: number[]; journals: number[] } {
    const names = attempt(
      `${this.#folder} cannot be used`,
      'set DATA_DIR to a folder that this user can read and write',
      () => {
        mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
        return readdirSync(this.#folder)
      },
    )
    const numbers = (name: RegExp) =>
      names
        .filter((each) => name.test(each))
        .map((each) => Number(name.exec(each)![1]))
        .toSorted((one, other) => one - other)
    return { snapshots: numbers(/^snapshot-(\d+)$/), journals: numbers(/^journal-(\d+)$/) }
  }

  #read(file: string): Frames & { bytes: Buffer } {
    const bytes = attempt(`${file} cannot be read`, wayOut, () => readFileSync(file))
    try {
      return { ...readFrames(bytes), bytes }
    } catch (error) {
      if (!(error instanceof OtherFormat)) throw error
      throw new Error(
        `${file} ${error.message}. Use the docker-cloud that wrote it, or ${wayOut}.`,
        {
          cause: error,
        },
      )
    }
  }

  #readSnapshot(number: number, apply: (change: Change) => void): void {
    const file = this.#fileOf('snapshot', number)
    const { payloads, intact, bytes } = this.#read(file)
    if (intact < Math.max(bytes.length, 1))
      throw new Error(`${file} is damaged at byte ${intact} of ${bytes.length}: ${wayOut}.`)
    this.#number = number
    this.#snapshotLength = bytes.length
    applyAll(payloads, apply)
  }

  /** Gives the length of the last one, without a damaged end. */
  #readJournals(
    numbers: number[],
    { apply, log }: { apply: (change: Change) => void; log: Log },
  ): number {
    let length = 0
    for (const [index, number] of numbers.entries()) {
      const file = this.#fileOf('journal', number)
      const { payloads, intact, bytes } = this.#read(file)
      applyAll(payloads, apply)
      this.#number = number
      length = intact
      if (intact === bytes.length) continue
      const aside = `${file}.damaged-${Date.now()}`
      writeFileSync(aside, bytes.subarray(intact), { mode: 0o600, flush: true })
      for (const later of numbers.slice(index + 1))
        renameSync(this.#fileOf('journal', later), `${aside}-${later}`)
      log(
        'store',
        `${file} is damaged at byte ${intact} of ${bytes.length}: all changes before that are kept, the rest was moved to ${aside}.`,
      )
      break
    }
    return length
  }

  #openJournal(length: number): Journal {
    const file = this.#fileOf('journal', this.#number)
    return attempt(
      `${file} cannot be written`,
      'set DATA_DIR to a folder that this user can write',
      () => new Journal(file, length),
    )
  }

  #removeBefore(first: number): void {
    for (const name of readdirSync(this.#folder)) {
      const [, number, unfinished] = /^(?:snapshot|journal)-(\d+)(\.next)?$/.exec(name) ?? []
      if (number !== undefined && (Number(number) < first || (unfinished && !this.#snapshot)))
        rmSync(join(this.#folder, name), { force: true })
    }
  }
}

const wayOut = 'restore it from a backup, or move the folder away to start empty'

async function closeBoth(earlier: Promise<void>, journal: Journal): Promise<void> {
  await earlier
  await journal.close()
}

function applyAll(payloads: Buffer[], apply: (change: Change) => void): void {
  for (const payload of payloads) (deserialize(payload) as Change[]).forEach(apply)
}

function attempt<T>(what: string, whatToDo: string, action: () => T): T {
  try {
    return action()
  } catch (error) {
    throw new Error(`${what} (${(error as NodeJS.ErrnoException).code}): ${whatToDo}.`, {
      cause: error,
    })
  }
}

/** The format before there was a journal. */
function rejectFormerFile(file: string): void {
  if (existsSync(file))
    throw new Error(
      `${file} was written by an earlier docker-cloud, whose state this one cannot read. Move it away to start empty.`,
    )
}
