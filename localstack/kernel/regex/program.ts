import { type CharacterSet, type Node, unsupportedRegex } from './syntax.ts'

/** One instruction of an automaton: reads a character, goes on in two places, or tests the position. */
export type Instruction =
  | { kind: 'read'; set: CharacterSet }
  | { kind: 'fork'; to: [number, number] }
  | { kind: 'start' | 'end' | 'match' }

const maxSteps = 20_000

/** Compiles an expression into an automaton that reads each character once (Thompson's construction). */
export function compileProgram(node: Node): Instruction[] {
  const program: Instruction[] = []
  let steps = 0
  const fork = (): [number, number] => {
    const to: [number, number] = [program.length + 1, program.length + 1]
    program.push({ kind: 'fork', to })
    return to
  }
  const emit = (part: Node): void => {
    if (++steps > maxSteps) throw unsupportedRegex('The regular expression is too large')
    if (part.kind === 'sequence') part.parts.forEach(emit)
    else if (part.kind === 'choice') emitChoice(part.parts)
    else if (part.kind === 'repeat') emitRepeat(part)
    else if (part.kind === 'character') program.push({ kind: 'read', set: part.set })
    else program.push({ kind: part.kind })
  }
  const emitChoice = (parts: Node[]) => {
    const ends: [number, number][] = []
    parts.forEach((part, index) => {
      const last = index === parts.length - 1
      const next = last ? undefined : fork()
      emit(part)
      if (!next) return
      ends.push(fork())
      next[1] = program.length
    })
    for (const end of ends) end.fill(program.length)
  }
  const emitRepeat = ({ part, min, max }: Extract<Node, { kind: 'repeat' }>) => {
    for (let i = 0; i < min; i++) emit(part)
    if (max === Infinity) {
      const start = program.length
      const leave = fork()
      emit(part)
      fork().fill(start)
      leave[1] = program.length
      return
    }
    const leaves: [number, number][] = []
    for (let i = min; i < max; i++) {
      leaves.push(fork())
      emit(part)
    }
    for (const leave of leaves) leave[1] = program.length
  }
  emit(node)
  program.push({ kind: 'match' })
  return program
}
