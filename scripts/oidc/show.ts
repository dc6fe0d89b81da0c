import { styleText } from 'node:util'
import type { Row, Verdict } from './verify.ts'

/**
 * Writes what was found as a table: a block for each role, who is let in first. Where the terminal is
 * too narrow for it, subjects stand on lines of their own.
 */
export function linesOf(verdicts: Verdict[], stream: NodeJS.WriteStream): string[] {
  const widest = (of: 'who' | 'subject') =>
    Math.max(...verdicts.flatMap(({ rows }) => rows.map((row) => row[of].length)))
  const width = widest('who')
  const isNarrow = indent.length + width + 2 + widest('subject') > (stream.columns ?? Infinity)
  const color = (style: 'bold' | 'green' | 'red' | 'yellow', text: string) =>
    styleText(style, text, { stream })
  const line = ({ letIn, isRight, who, subject }: Row) => {
    const sign = isRight ? color('green', '✔') : color('red', '✘')
    const whose = isNarrow ? `${who}\n${indent}${subject}` : `${who.padEnd(width)}  ${subject}`
    return `  ${sign} ${letIn ? 'let in  ' : 'kept out'}  ${whose}`
  }
  return verdicts.flatMap(({ role, jobs, rows, findings }) => [
    color('bold', role),
    ...jobs.map((job) => `  for ${job}`),
    ...(jobs.length === 0 ? ['  no job takes it on'] : []),
    ...rows
      .toSorted((one, other) => Number(other.letIn) - Number(one.letIn))
      .flatMap((row, index, sorted) => {
        const isLastToSay = row.note !== undefined && row.note !== sorted[index + 1]?.note
        return isLastToSay ? [line(row), `    ${row.note}`] : [line(row)]
      }),
    ...findings.map((finding) => `  ${color('yellow', '!')} ${finding}`),
  ])
}

const indent = ' '.repeat('  ✔ kept out  '.length)

/** The sentence that ends it, for what is not as it should be. */
export function problemIn(verdicts: Verdict[]): string | undefined {
  const wrong = verdicts.flatMap(({ rows }) => rows.filter(({ isRight }) => !isRight))
  const idle = verdicts.filter(({ jobs }) => jobs.length === 0)
  const parts = [
    ...(wrong.some(({ letIn }) => !letIn) ? ['a job is kept out (✘ above)'] : []),
    ...(wrong.some(({ letIn }) => letIn) ? ['strangers are let in (✘ above)'] : []),
    ...idle.map(({ role }) => `no job takes on the ${role}`),
  ]
  return parts.length > 0 ? parts.join(', and ') : undefined
}
