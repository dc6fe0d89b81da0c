type Kind = 'created' | 'updated' | 'unchanged' | 'deleted' | 'kept'

const planned: Record<Kind, string> = {
  created: 'would create',
  updated: 'would update',
  unchanged: 'unchanged',
  deleted: 'would delete',
  kept: 'would keep',
}

/** What a verb changes, said as it happens; on a dry run it is only said. */
export class Changes {
  readonly #dryRun: boolean
  readonly #print: (line: string) => void
  readonly #counts = new Map<Kind, number>()

  constructor(dryRun: boolean, print: (line: string) => void) {
    this.#dryRun = dryRun
    this.#print = print
  }

  /** Creates what is missing and gives its id; on a dry run, words that stand for the id. */
  async create(what: string, act: () => Promise<string | undefined>): Promise<string> {
    const id = await this.#do(`create ${what}`, act)
    this.#tell('created', what)
    return id ?? `(${what}, not there yet)`
  }

  async update(what: string, act: () => Promise<unknown>): Promise<void> {
    await this.#do(`update ${what}`, act)
    this.#tell('updated', what)
  }

  /** Deletes what bootstrap made; what somebody else made or needs stays. */
  async remove(what: string, ours: boolean, act: () => Promise<unknown>): Promise<void> {
    if (!ours) return this.#tell('kept', `${what}, which is not this app's alone`)
    await this.#do(`delete ${what}`, act)
    this.#tell('deleted', what)
  }

  unchanged(what: string): void {
    this.#tell('unchanged', what)
  }

  /** `3 created, 14 unchanged`. */
  summary(): string {
    const counts = [...this.#counts].map(([kind, count]) => `${count} ${this.#word(kind)}`)
    return counts.join(', ') || 'nothing to do'
  }

  async #do<T>(intent: string, act: () => Promise<T>): Promise<T | undefined> {
    if (this.#dryRun) return undefined
    return act().catch((cause: Error) => {
      throw new Error(`could not ${intent}`, { cause })
    })
  }

  #tell(kind: Kind, what: string): void {
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + 1)
    this.#print(`${this.#word(kind).padEnd(12)} ${what}`)
  }

  #word(kind: Kind): string {
    return this.#dryRun ? planned[kind] : kind
  }
}
