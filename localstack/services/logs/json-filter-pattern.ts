import { matchesWildcard, starsOf } from '../../../scripts/policy/wildcard.ts'
import { findFilterRegex } from './filter-regex.ts'

type Test = (message: string) => boolean
type Compare = (value: unknown) => boolean

/** Compiles `{ $.a = 1 && $.b = "x*" || … }`, where `&&` binds closer; undefined when it is not valid. */
export function findJsonTest(pattern: string): Test | undefined {
  const inner = /^\{(.*)\}$/s.exec(pattern)?.[1]
  if (inner === undefined) return undefined
  const alternatives = inner
    .split('||')
    .map((part) => part.split('&&').map((comparison) => findComparison(comparison.trim())))
  if (alternatives.flat().includes(undefined)) return undefined
  return (message) => {
    const value = parse(message)
    return (
      value !== undefined &&
      alternatives.some((comparisons) => comparisons.every((compare) => compare!(value)))
    )
  }
}

function findComparison(comparison: string): Compare | undefined {
  const match =
    /^\(?\s*\$\.([\w.[\]-]+)\s*(=|!=|<=|>=|<|>|IS|NOT EXISTS)\s*("(?:[^"\\]|\\.)*"|[^\s"()]*)\s*\)?$/.exec(
      comparison,
    )
  if (!match) return undefined
  const [, path, operator, raw] = match as unknown as [string, string, string, string]
  const names = path.split(/[.[\]]+/).filter(Boolean)
  const wanted = raw.startsWith('"') ? raw.slice(1, -1).replace(/\\(.)/g, '$1') : raw
  const regex = /^%(.+)%$/.exec(raw)?.[1]
  const isLike = regex === undefined ? like(wanted) : findFilterRegex(regex)
  return isLike && ((value) => holds(textAt(value, names), { operator, wanted, isLike }))
}

interface Comparison {
  operator: string
  wanted: string
  isLike: Test
}

function holds(found: string | undefined, { operator, wanted, isLike }: Comparison): boolean {
  switch (operator) {
    case 'NOT EXISTS':
      return found === undefined
    case 'IS':
      return found === wanted.toLowerCase()
    case '=':
      return found !== undefined && isLike(found)
    case '!=':
      return found !== undefined && !isLike(found)
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

/** `*` stands for anything; numbers are equal by value. */
function like(wanted: string): Test {
  const pattern = starsOf(wanted)
  const number = wanted.trim() === '' ? Number.NaN : Number(wanted)
  return (found) => matchesWildcard(pattern, found) || Number(found) === number
}

/** The text of a value within an event; objects and lists have one that equals nothing. */
function textAt(value: unknown, names: string[]): string | undefined {
  let found = value
  for (const name of names) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined
    found = (found as Record<string, unknown>)[name]
  }
  return typeof found === 'object' && found !== null ? '{}' : String(found)
}

function parse(message: string): unknown {
  try {
    return JSON.parse(message)
  } catch {
    return undefined
  }
}
