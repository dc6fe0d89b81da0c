import { invalidParameter } from './errors.ts'
import { literalOf } from './event.ts'

type Test = (message: string) => boolean

export interface Pattern {
  matches: Test
  /** Every line of an event that matches holds these bytes. */
  literal?: Buffer
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html: words, phrases, `?any`, `-none`, `%regex%` and `{ $.json = … }`. */
export function compilePattern(pattern: string | undefined): Pattern {
  const text = pattern?.trim() ?? ''
  if (text.startsWith('['))
    throw invalidParameter('Space-delimited filter patterns are not supported here')
  if (text.startsWith('{')) return { matches: jsonTest(text) }
  const terms = [...text.matchAll(/([?-]?)(?:"((?:[^"\\]|\\.)*)"|%([^%]+)%|(\S+))/g)].map(
    ([, sign, phrase, regex, word]) => {
      const part = unescape(phrase) ?? word
      return { sign, part, test: regex === undefined ? contains(part!) : matches(regex, text) }
    },
  )
  const any = terms.filter(({ sign }) => sign === '?')
  const all = terms.filter(({ sign }) => sign === '')
  const none = terms.filter(({ sign }) => sign === '-')
  const longest = all
    .map(({ part = '' }) => part)
    .reduce((best, part) => (part.length > best.length ? part : best), '')
  return {
    literal: longest ? literalOf(longest) : undefined,
    matches: (message) =>
      all.every(({ test }) => test(message)) &&
      none.every(({ test }) => !test(message)) &&
      (any.length === 0 || all.length > 0 || any.some(({ test }) => test(message))),
  }
}

const unescape = (phrase: string | undefined) => phrase?.replace(/\\(.)/g, '$1')

const contains =
  (part: string): Test =>
  (message) =>
    message.includes(part)

function matches(regex: string, pattern: string): Test {
  try {
    const compiled = new RegExp(regex)
    return (message) => compiled.test(message)
  } catch {
    throw invalidPattern(pattern)
  }
}

/** Comparisons joined by `||` and, binding closer, `&&`. */
function jsonTest(pattern: string): Test {
  const inner = /^\{(.*)\}$/s.exec(pattern)?.[1]
  if (inner === undefined) throw invalidPattern(pattern)
  const alternatives = inner
    .split('||')
    .map((part) => part.split('&&').map((comparison) => compareJson(comparison.trim(), pattern)))
  return (message) => {
    const value = parse(message)
    return (
      value !== undefined &&
      alternatives.some((comparisons) => comparisons.every((holds) => holds(value)))
    )
  }
}

function compareJson(comparison: string, pattern: string): (value: unknown) => boolean {
  const match =
    /^\(?\s*\$\.([\w.[\]-]+)\s*(=|!=|<=|>=|<|>|IS|NOT EXISTS)\s*("(?:[^"\\]|\\.)*"|[^\s"()]*)\s*\)?$/.exec(
      comparison,
    )
  if (!match) throw invalidPattern(pattern)
  const [, path, operator, raw] = match as unknown as [string, string, string, string]
  const wanted = raw.startsWith('"') ? unescape(raw.slice(1, -1))! : raw
  return (value) => holds(at(value, path), operator, wanted)
}

function holds(found: unknown, operator: string, wanted: string): boolean {
  switch (operator) {
    case 'NOT EXISTS':
      return found === undefined
    case 'IS':
      return found !== undefined && String(found) === wanted.toLowerCase()
    case '=':
      return found !== undefined && like(found, wanted)
    case '!=':
      return found !== undefined && !like(found, wanted)
    case '<':
      return Number(found) < Number(wanted)
    case '>':
      return Number(found) > Number(wanted)
    case '<=':
      return Number(found) <= Number(wanted)
    default:
      return Number(found) >= Number(wanted)
  }
}

/** `*` stands for anything. */
function like(found: unknown, wanted: string): boolean {
  if (typeof found === 'number') return found === Number(wanted)
  const parts = wanted.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`, 's').test(String(found))
}

const at = (value: unknown, path: string): unknown =>
  path
    .split(/[.[\]]+/)
    .filter(Boolean)
    .reduce<unknown>((found, name) => (found as Record<string, unknown> | null)?.[name], value)

function parse(message: string): unknown {
  try {
    return JSON.parse(message)
  } catch {
    return undefined
  }
}

const invalidPattern = (pattern: string) => invalidParameter(`Invalid filter pattern: ${pattern}`)
