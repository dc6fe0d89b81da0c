import { parseRegex } from './parse.ts'
import { compileProgram, type Instruction } from './program.ts'
import { unsupportedRegex } from './syntax.ts'

/** The instructions that an automaton may be at after some input, and where each character leads from there. */
interface State {
  reads: number[]
  next: Map<number, State>
  matches: boolean
  matchesAtEnd: boolean
}

const maxSteps = 5_000_000
const maxCached = 100_000

/**
 * A regular expression in Java's syntax whose time to match grows linearly with the text, whatever the
 * expression: all ways to match are followed at once. States are computed when first reached and kept.
 */
export class Regex {
  readonly #program: Instruction[]
  readonly #whole: boolean
  readonly #first: State
  readonly #states = new Map<string, State>()
  #cached = 0
  #steps = 0
  /** In which round of following each instruction was last reached. */
  readonly #reached: Uint32Array
  #round = 0

  /** `whole`: the text must match from end to end, instead of anywhere. */
  constructor(source: string, { whole }: { whole: boolean }) {
    this.#program = compileProgram(parseRegex(source))
    this.#whole = whole
    this.#reached = new Uint32Array(this.#program.length)
    this.#first = this.#state([0], true)
  }

  test(text: string): boolean {
    this.#steps = 0
    let state = this.#first
    for (let at = 0; at < text.length;) {
      if (state.matches && !this.#whole) return true
      if (state.reads.length === 0 && this.#whole) return false
      const codePoint = text.codePointAt(at)!
      state = state.next.get(codePoint) ?? this.#after(state, codePoint)
      at += codePoint > 0xffff ? 2 : 1
    }
    return state.matchesAtEnd
  }

  #after(state: State, codePoint: number): State {
    const targets: number[] = this.#whole ? [] : [0]
    for (const at of state.reads) {
      const instruction = this.#program[at]!
      if (instruction.kind === 'read' && instruction.set(codePoint)) targets.push(at + 1)
    }
    const next = this.#state(targets, false)
    this.#forgetAt(maxCached)
    this.#cached++
    state.next.set(codePoint, next)
    return next
  }

  #forgetAt(limit: number): void {
    if (this.#cached < limit) return
    this.#states.clear()
    this.#first.next.clear()
    this.#cached = 0
  }

  #state(targets: number[], atStart: boolean): State {
    const { reads, matches } = this.#follow(targets, { atStart, atEnd: false })
    const matchesAtEnd = this.#follow(targets, { atStart, atEnd: true }).matches
    const key = `${reads.join()} ${matches} ${matchesAtEnd}`
    const known = this.#states.get(key)
    if (known) return known
    this.#cached += reads.length
    const state = { reads, next: new Map(), matches, matchesAtEnd }
    this.#states.set(key, state)
    return state
  }

  /** The reading instructions that can be reached without reading, in their order. */
  #follow(targets: number[], { atStart, atEnd }: { atStart: boolean; atEnd: boolean }) {
    const round = ++this.#round
    const reads: number[] = []
    const pending = [...targets]
    let matches = false
    while (pending.length > 0) {
      const at = pending.pop()!
      if (this.#reached[at] === round) continue
      this.#reached[at] = round
      this.#steps++
      const instruction = this.#program[at]!
      if (instruction.kind === 'read') reads.push(at)
      else if (instruction.kind === 'fork') pending.push(...instruction.to)
      else if (instruction.kind === 'match') matches = true
      else if (instruction.kind === 'start' ? atStart : atEnd) pending.push(at + 1)
    }
    if (this.#steps > maxSteps) throw unsupportedRegex('The regular expression is too complex')
    return { reads: reads.toSorted((a, b) => a - b), matches }
  }
}
