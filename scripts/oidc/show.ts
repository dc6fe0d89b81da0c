import { styleText } from 'node:util'
import type { Row, Verdict } from './verify.ts'

/** Writes what was found as a table: a block for each role, who is let in first. */
export function linesOf(verdicts: Verdict[], stream: NodeJS.WriteStream): string[] {
  const width = Math.max(...verdicts.flatMap(({ rows }) => rows.map(({ who }) => who.length)))
  const color = (style: 'bold' | 'green' | 'red' | 'yellow', text: string) =>
    styleText(style, text, { stream })
  const line = ({ letIn, isRight, who, subject }: Row) => {
    const sign = isRight ? color('green', '✔') : color('red', '✘')
    return `  ${sign} ${letIn ? 'let in  ' : 'kept out'}  ${who.padEnd(width)}  ${subject}`
  }
  return verdicts.flatMap(({ role, rows, findings }) => [
    color('bold', `role ${role}`),
    ...rows
      .toSorted((one, other) => Number(other.letIn) - Number(one.letIn))
      .flatMap((row, index, sorted) => {
        const isLastToSay = row.note !== undefined && row.note !== sorted[index + 1]?.note
        return isLastToSay ? [line(row), `    ${row.note}`] : [line(row)]
      }),
    ...findings.map((finding) => `  ${color('yellow', '!')} ${finding}`),
  ])
}

/** The sentence that ends it, for what is not as it should be. */
export function problemIn(verdicts: Verdict[]): string | undefined {
  const wrong = verdicts.flatMap(({ rows }) => rows.filter(({ isRight }) => !isRight))
  const parts = [
    ...(wrong.some(({ letIn }) => !letIn) ? ['a job is kept out'] : []),
    ...(wrong.some(({ letIn }) => letIn) ? ['strangers are let in'] : []),
  ]
  return parts.length > 0 ? `${parts.join(', and ')} (✘ above)` : undefined
}
