import type { Difference } from './same.ts'
import type { Json } from './template.ts'

type Kind = 'created' | 'updated' | 'unchanged' | 'deleted' | 'kept'

const planned: Record<Kind, string> = {
  created: 'would create',
  updated: 'would update',
  unchanged: 'unchanged',
  deleted: 'would delete',
  kept: 'would keep',
}

/** True for the id that a dry run gives to a resource that it would create. */
export const isPlanned = (id: string): boolean => id.startsWith('(')

/** Applies and reports changes; with --dry-run only reports. */
export class Changes {
  readonly #dryRun: boolean
  readonly #print: (line: string) => void
  readonly #counts = new Map<Kind, number>()

  constructor(dryRun: boolean, print: (line: string) => void) {
    this.#dryRun = dryRun
    this.#print = print
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

  /** Deletes a resource that bootstrap created for this app alone, and keeps any other. */
  async remove(what: string, ours: boolean, act: () => Promise<unknown>): Promise<void> {
    if (!ours) return this.#report('kept', `${what}, which is not this app's alone`)
    await this.#apply(`delete ${what}`, act)
    this.#report('deleted', what)
  }

  unchanged(what: string): void {
    this.#report('unchanged', what)
  }

  /** `3 created, 14 unchanged`. */
  summary(): string {
    const counts = [...this.#counts].map(([kind, count]) => `${count} ${this.#word(kind)}`)
    return counts.join(', ') || 'nothing to do'
  }

  async #apply<T>(intent: string, act: () => Promise<T>): Promise<T | undefined> {
    if (this.#dryRun) return undefined
    return act().catch((cause: Error) => {
      throw new Error(`could not ${intent}`, { cause })
    })
  }

  #report(kind: Kind, what: string, differences: Difference[] = []): void {
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + 1)
    this.#print(`${this.#word(kind).padEnd(12)} ${what}`)
    for (const difference of differences) this.#print(indent + describe(difference))
  }

  #word(kind: Kind): string {
    return this.#dryRun ? planned[kind] : kind
  }
}

const indent = ' '.repeat(15)

/** `cpu: "256" -> "512"` */
const describe = ({ path, found, desired }: Difference): string =>
  `${path}: ${textOf(found)} -> ${textOf(desired)}`

const textOf = (json: Json | undefined): string =>
  json === undefined ? 'nothing' : JSON.stringify(json)
