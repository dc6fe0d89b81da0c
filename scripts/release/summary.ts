import { appendFileSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'
import { type Verb, verbs } from '../verbs.ts'
import type { Document } from './results.ts'

export interface Summary {
  document: Document
  /** The result as lines for people, where the verb has such. */
  lines: string[]
  /** The explanation of each error. */
  failures: string[]
  seconds: number
}

/** Adds what a verb released, or its failure, to the summary of a step of GitHub Actions, if this runs in one. */
export function addSummary(summary: Summary): void {
  const { GITHUB_STEP_SUMMARY } = process.env
  const isRelease = (verbs[summary.document.verb] as Verb).group === 'release'
  if (GITHUB_STEP_SUMMARY && (isRelease || summary.failures.length > 0))
    appendFileSync(GITHUB_STEP_SUMMARY, markdownOf(summary))
}

/** The summary as Markdown. Texts of containers and of AWS stand in it as they are, and mark nothing up. */
export function markdownOf({ document, lines, failures, seconds }: Summary): string {
  const { verb, environment, dryRun, exitCode, result, changes } = document
  const counts = Object.entries(Object.groupBy(changes, ({ kind }) => kind))
  const about = [
    environment,
    ...(dryRun ? ['dry run: nothing was changed'] : []),
    ...counts.map(([kind, { length }]) => `${length} ${kind}`),
    `${seconds.toFixed(1)} s`,
  ]
  const blocks = [
    `### ${exitCode === 0 ? '✔' : '✘'} ${verb}`,
    escaped(about.join(', ')),
    ...(lines.length > 0 ? [fenced(lines)] : membersOf(result)),
    ...(failures.length > 0 ? [fenced(failures)] : []),
  ]
  return `${blocks.join('\n\n')}\n\n`
}

/** A list of values as one line, a list of objects as a table. */
function membersOf(result: unknown): string[] {
  return Object.entries(result ?? {}).flatMap(([name, value]) => {
    if (!Array.isArray(value)) return [`- ${escaped(name)}: ${textOf(value)}`]
    if (value.length === 0) return []
    return typeof value[0] === 'object'
      ? [tableOf(value as Record<string, unknown>[])]
      : [`- ${escaped(name)}: ${value.map(textOf).join(', ')}`]
  })
}

function tableOf(rows: Record<string, unknown>[]): string {
  const columns = [...new Set(rows.flatMap(Object.keys))]
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`
  return [
    line(columns.map(escaped)),
    line(columns.map(() => '---')),
    ...rows.map((row) => line(columns.map((column) => textOf(row[column])))),
  ].join('\n')
}

function textOf(value: unknown): string {
  if (value === undefined) return ''
  if (Array.isArray(value)) return value.map(textOf).join(', ')
  if (typeof value === 'object') return escaped(JSON.stringify(value))
  const text = String(value)
  return /^https?:\/\/[\w.:/-]+$/.test(text) ? `<${text}>` : escaped(text)
}

/** Every sign of Markdown and HTML as itself. */
const escaped = (text: string): string =>
  stripVTControlCharacters(text)
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[&<>\\`*_{}[\]()#+!|~@:-]/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** Lines in a fence that is longer than any in them. */
function fenced(lines: string[]): string {
  const text = stripVTControlCharacters(lines.join('\n'))
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}text\n${text}\n${fence}`
}
