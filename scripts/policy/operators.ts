import { BlockList, isIP } from 'node:net'
import { matchesWildcard, type Token, wildcardOf } from './wildcard.ts'
import { matchesArn } from './arn-pattern.ts'
import { compile, literally, type Surroundings } from './variables.ts'

/** Compares a value of the request with a value of the policy. */
type Compare = (value: string, expected: string, surroundings: Surroundings) => boolean

interface Operator {
  compare: Compare
  /** True for operators that hold if no value matches. */
  negated: boolean
}

const compiled =
  (match: (tokens: Token[], value: string) => boolean, read: typeof wildcardOf): Compare =>
  (value, expected, surroundings) => {
    const tokens = compile(expected, surroundings, read)
    return tokens !== undefined && match(tokens, value)
  }

const equals = compiled(matchesWildcard, literally)
const like = compiled(matchesWildcard, wildcardOf)
const arn = compiled(matchesArn, wildcardOf)

const equalsIgnoringCase = compiled(
  (tokens, value) => tokens.join('').toLowerCase() === value.toLowerCase(),
  literally,
)

const ordered =
  (read: (text: string) => number, test: (value: number, expected: number) => boolean): Compare =>
  (value, expected) =>
    test(read(value), read(expected))

/** The number in a condition; NaN if it is not a number, so that only inequality holds. */
export const numberIn = (text: string): number =>
  /^[+-]?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : Number.NaN

const isoDate = /^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?)?)?$/i

/** The instant in a condition, ISO 8601 or seconds since 1970; NaN if it is neither. */
export const instantIn = (text: string): number =>
  isoDate.test(text) ? Date.parse(text) : numberIn(text) * 1000

/** The address range in a condition; undefined if the text is not one. */
export function rangeIn(text: string): BlockList | undefined {
  const [address = '', prefix] = text.split('/')
  const family = isIP(address)
  const most = family === 4 ? 32 : 128
  const bits = prefix === undefined ? most : /^\d+$/.test(prefix) ? Number(prefix) : Infinity
  if (family === 0 || bits > most) return undefined
  const range = new BlockList()
  range.addSubnet(address, bits, family === 4 ? 'ipv4' : 'ipv6')
  return range
}

const inRange: Compare = (value, expected) => {
  const family = isIP(value)
  return family !== 0 && (rangeIn(expected)?.check(value, family === 4 ? 'ipv4' : 'ipv6') ?? false)
}

const comparisons = (prefix: string, read: (text: string) => number) => ({
  [`${prefix}equals`]: positive(ordered(read, (value, expected) => value === expected)),
  [`${prefix}notequals`]: negative(ordered(read, (value, expected) => value === expected)),
  [`${prefix}lessthan`]: positive(ordered(read, (value, expected) => value < expected)),
  [`${prefix}lessthanequals`]: positive(ordered(read, (value, expected) => value <= expected)),
  [`${prefix}greaterthan`]: positive(ordered(read, (value, expected) => value > expected)),
  [`${prefix}greaterthanequals`]: positive(ordered(read, (value, expected) => value >= expected)),
})

function positive(compare: Compare): Operator {
  return { compare, negated: false }
}

function negative(compare: Compare): Operator {
  return { compare, negated: true }
}

/**
 * The condition operators, in lower case as IAM compares them:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const operators: Record<string, Operator> = {
  stringequals: positive(equals),
  stringnotequals: negative(equals),
  stringequalsignorecase: positive(equalsIgnoringCase),
  stringnotequalsignorecase: negative(equalsIgnoringCase),
  stringlike: positive(like),
  stringnotlike: negative(like),
  ...comparisons('numeric', numberIn),
  ...comparisons('date', instantIn),
  bool: positive((value, expected) => value.toLowerCase() === expected.toLowerCase()),
  binaryequals: positive((value, expected) => value === expected),
  ipaddress: positive(inRange),
  notipaddress: negative(inRange),
  arnequals: positive(arn),
  arnlike: positive(arn),
  arnnotequals: negative(arn),
  arnnotlike: negative(arn),
}
