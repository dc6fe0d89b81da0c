import { styleText } from 'node:util'
import { alignRows } from '../release/table.ts'
import type { Row, Verdict } from './verify.ts'

/** Writes the verdicts as one block for each role, allowed tokens first. */
export function linesOf(verdicts: Verdict[], stream: NodeJS.WriteStream): string[] {
  const color = (style: 'bold' | 'green' | 'red' | 'yellow', text: string) =>
    styleText(style, text, { stream })
  const cells = ({ isAllowed, isRight, name, subject }: Row) => {
    const sign = isRight ? color('green', '✔') : color('red', '✘')
    return [`  ${sign} ${isAllowed ? 'allowed' : 'denied '}`, name, subject]
  }
  const sorted = verdicts.map(({ rows }) =>
    rows.toSorted((one, other) => Number(other.isAllowed) - Number(one.isAllowed)),
  )
  const options = { columns: stream.columns, indent: ' '.repeat('  ✔ allowed  '.length) }
  const lines = alignRows(sorted.flat().map(cells), options)
  const linesOfRow = new Map(sorted.flat().map((row, index) => [row, lines[index]!]))
  return verdicts.flatMap(({ role, jobs, findings }, at) => [
    color('bold', role),
    ...jobs.map((job) => `  for ${job}`),
    ...(jobs.length === 0 ? ['  no job assumes it'] : []),
    ...sorted[at]!.flatMap((row, index, rows) => {
      const isLastWithNote = row.note !== undefined && row.note !== rows[index + 1]?.note
      return isLastWithNote ? [...linesOfRow.get(row)!, `    ${row.note}`] : linesOfRow.get(row)!
    }),
    ...findings.map((finding) => `  ${color('yellow', '!')} ${finding}`),
    ...policyLines(verdicts[at]!),
  ])
}

/** The trust policy with which a role would be right, if it is not. */
function policyLines({ trustPolicy }: Verdict): string[] {
  if (trustPolicy === undefined) return []
  const lines = trustPolicy.split('\n').map((line) => `    ${line}`)
  return ['  this trust policy allows exactly these jobs:', ...lines]
}

/** The error message if a token is allowed or denied that should not be, or a role is not used. */
export function problemIn(verdicts: Verdict[]): string | undefined {
  const wrong = verdicts.flatMap(({ rows }) => rows.filter(({ isRight }) => !isRight))
  const unused = verdicts.filter(({ jobs }) => jobs.length === 0)
  const parts = [
    ...(wrong.some(({ isAllowed }) => !isAllowed) ? ['a job is denied its role (✘ above)'] : []),
    ...(wrong.some(({ isAllowed }) => isAllowed) ? ['other tokens are allowed (✘ above)'] : []),
    ...unused.map(({ role }) => `no job assumes the ${role}`),
  ]
  return parts.length > 0 ? parts.join(', and ') : undefined
}
