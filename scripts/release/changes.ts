import type { Difference } from './same.ts'
import { duringStep } from './steps.ts'
import type { Json } from './template.ts'

export const kinds = ['created', 'updated', 'unchanged', 'deleted', 'kept'] as const

type Kind = (typeof kinds)[number]

/** A resource that a verb found, created, updated or deleted. */
export interface Change {
  kind: Kind
  resource: string
  service?: string | undefined
  differences: Difference[]
}

const planned: Record<Kind, string> = {
  created: 'would create',
  updated: 'would update',
  unchanged: 'unchanged',
  deleted: 'would delete',
  kept: 'would keep',
}

/** True for the id that a dry run gives to a resource that it would create. */
export const isPlanned = (id: string): boolean => id.startsWith('(')

/** Applies, records and reports changes; with --dry-run only records and reports. */
export class Changes {
  readonly #dryRun: boolean
  readonly #print: (line: string) => void
  readonly #service: string | undefined
  readonly #recorded: Change[]

  constructor(dryRun: boolean, print: (line: string) => void, part: Part = { recorded: [] }) {
    this.#dryRun = dryRun
    this.#print = print
    this.#service = part.service
    this.#recorded = part.recorded
  }

  /** The changes of one service among these, with lines of their own. */
  ofService(service: string, print: (line: string) => void): Changes {
    return new Changes(this.#dryRun, print, { service, recorded: this.#recorded })
  }

  list(): Change[] {
    return this.#recorded.filter(({ service }) => !this.#service || service === this.#service)
  }

  /**
   * Creates a resource and returns its id; with --dry-run, a placeholder for the id. Reports in what
   * a revision differs from the one before it.
   */
  async create(
    what: string,
    act: () => Promise<string | undefined>,
    differences: Difference[] = [],
  ): Promise<string> {
    const id = await this.#apply(`create ${what}`, act)
    this.#report('created', what, differences)
    return id ?? `(${what}, not created yet)`
  }

  /** Updates a resource, and reports the members that change. */
  async update(
    what: string,
    act: () => Promise<unknown>,
    differences: Difference[] = [],
  ): Promise<void> {
    await this.#apply(`update ${what}`, act)
    this.#report('updated', what, differences)
  }

  /** Updates a resource that differs from what is desired. */
  async converge(
    what: string,
    differences: Difference[],
    act: () => Promise<unknown>,
  ): Promise<void> {
    if (differences.length === 0) this.unchanged(what)
    else await this.update(what, act, differences)
  }

  /**
   * Deletes a resource that bootstrap created for this app alone, and keeps any other. Another run may
   * have deleted it in the meantime.
   */
  async remove(what: string, ours: boolean, act: () => Promise<unknown>): Promise<void> {
    if (!ours) return this.#report('kept', `${what}, which is not this app's alone`)
    await this.#apply(`delete ${what}`, act).catch((error: Error) => {
      if (!isGone(error.cause)) throw error
    })
    this.#report('deleted', what)
  }

  unchanged(what: string): void {
    this.#report('unchanged', what)
  }

  /** `3 created, 14 unchanged`. */
  summary(): string {
    const byKind = Map.groupBy(this.list(), ({ kind }) => kind)
    const counts = Array.from(
      byKind,
      ([kind, { length }]) => `${length} ${wordOf(kind, this.#dryRun)}`,
    )
    return counts.join(', ') || 'nothing to do'
  }

  async #apply<T>(intent: string, act: () => Promise<T>): Promise<T | undefined> {
    if (this.#dryRun) return undefined
    return duringStep(intent, act).catch((cause: Error) => {
      throw new Error(`could not ${intent}`, { cause })
    })
  }

  #report(kind: Kind, resource: string, differences: Difference[] = []): void {
    const change = { kind, resource, service: this.#service, differences }
    this.#recorded.push(change)
    for (const line of changeLines(change, this.#dryRun)) this.#print(line)
  }
}

/** The changes of a service among those of a verb. */
interface Part {
  service?: string
  recorded: Change[]
}

/** Writes a change: what happened to the resource, and below it the members that differ. */
export const changeLines = ({ kind, resource, differences }: Change, dryRun: boolean): string[] => [
  `${wordOf(kind, dryRun).padEnd(12)} ${resource}`,
  ...differences.map((difference) => indent + describe(difference)),
]

const wordOf = (kind: Kind, dryRun: boolean): string => (dryRun ? planned[kind] : kind)

const isGone = (cause: unknown): boolean =>
  cause instanceof Error && /NotFound|NoSuchEntity/.test(cause.name)

const indent = ' '.repeat(15)

/** `cpu: "256" -> "512"` */
const describe = ({ path, found, desired }: Difference): string =>
  `${path}: ${textOf(found)} -> ${textOf(desired)}`

const textOf = (json: Json | undefined): string =>
  json === undefined ? 'nothing' : JSON.stringify(json)
