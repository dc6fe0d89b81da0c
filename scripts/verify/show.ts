import { styleText } from 'node:util'
import type { Finding } from './finding.ts'

const signs = { ok: '✔', warning: '!', error: '✘' } as const
const colors = { ok: 'green', warning: 'yellow', error: 'red' } as const
const width = 'warning'.length

/** Writes a finding, and below it AWS's message and the fix. */
export function findingLines(finding: Finding, stream: NodeJS.WriteStream): string[] {
  const { level, text, service } = finding
  const sign = stream.isTTY
    ? styleText(colors[level], signs[level], { stream })
    : level.padEnd(width)
  const indent = ' '.repeat(stream.isTTY ? 4 : width + 3)
  return [
    `${sign} ${service ? `${service}: ` : ''}${text}`,
    ...detailsOf(finding).map((line) => indent + line),
  ]
}

export const wouldSay = (message: string): string => `AWS would say: ${message}`

/** The lines below a finding. */
const detailsOf = ({ says, fix }: Finding): string[] => [
  ...(says ? [wouldSay(says)] : []),
  ...(fix ? [`What to do: ${fix}`] : []),
]

/** `1 error, 2 warnings` */
export function summaryOf(findings: Finding[]): string {
  const count = (level: Finding['level'], word: string) => {
    const number = findings.filter((finding) => finding.level === level).length
    return number === 0 ? [] : [`${number} ${word}${number === 1 ? '' : 's'}`]
  }
  return [...count('error', 'error'), ...count('warning', 'warning')].join(', ') || 'no problems'
}
