import { briefly, type FuzzRequest, shown } from './request.ts'

export interface Finding {
  /** What was tested, such as `ecs RunTask`. */
  what: string
  /** What is wrong, in one sentence. */
  fault: string
  request?: FuzzRequest
  /** Requests sent just before, when the request alone does not repeat the fault. */
  before: FuzzRequest[]
  settings: Record<string, string>
}

/** Collects faults, each kind of them once, and what was answered how often. */
export class Findings {
  readonly all: Finding[] = []
  /** How much each emulator's memory grew. */
  readonly megabytes: number[] = []
  readonly #known = new Set<string>()
  readonly #statuses = new Map<string, number>()
  readonly #succeeded = new Set<string>()
  readonly #tried = new Set<string>()
  readonly #print: (line: string) => void

  constructor(print: (line: string) => void) {
    this.#print = print
  }

  isKnown({ what }: FuzzRequest, fault: string): boolean {
    const key = causeOf(what, fault)
    const known = this.#known.has(key)
    this.#known.add(key)
    return known
  }

  add(finding: Finding): void {
    this.all.push(finding)
    this.#print(describe(finding))
  }

  count({ what }: FuzzRequest, status: number): void {
    const group = status === 0 ? 'no answer' : status === 501 ? '501' : `${String(status)[0]}xx`
    this.#statuses.set(group, (this.#statuses.get(group) ?? 0) + 1)
    this.#tried.add(what)
    if (status >= 200 && status < 300) this.#succeeded.add(what)
  }

  summary(): string {
    const statuses = [...this.#statuses].toSorted().map(([group, count]) => `${group}: ${count}`)
    return [
      `answers: ${statuses.join(', ')}`,
      `kinds of request: ${this.#tried.size}, of which ${this.#succeeded.size} were accepted at least once`,
      `memory: ${this.megabytes.map((growth) => `${growth} MB`).join(', ')} more than at the start`,
      `findings: ${this.all.length}`,
    ].join('\n')
  }
}

function describe({ what, fault, request, before, settings }: Finding): string {
  const variables = Object.entries(settings).map(([name, value]) => `${name}=${value}`)
  const lines = [`${what} (${variables.join(' ')}): ${fault}`]
  if (request) lines.push(shown(request))
  if (before.length > 0) lines.push('not by itself, but after:', ...before.map(briefly))
  return lines.join('\n    ')
}

/** The same sentence has the same cause in every operation; what ends or blocks the emulator has its own in each. */
function causeOf(what: string, fault: string): string {
  const sentence = /^(?:answered|logged).*?(?:message"?[:>]"?|internal error:)([^"<]+)/is.exec(
    fault,
  )?.[1]
  return (sentence ?? `${what} ${fault}`).replace(/[^a-z ]+/gi, '').slice(0, 80)
}
