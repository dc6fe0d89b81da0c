import { globOf } from '../policy/glob.ts'

/** Condition keys in lower case, as AWS compares them, with the one value that a token gives each. */
export type Keys = ReadonlyMap<string, string>

/** One key under one operator of a `Condition`. */
export interface Condition {
  operator: string
  key: string
  values: string[]
}

type Compare = (value: string, expected: string) => boolean

const equals: Compare = (value, expected) => value === expected
const alike: Compare = (value, expected) => value.toLowerCase() === expected.toLowerCase()
const like: Compare = (value, expected) => globOf(expected).test(value)

/** The operators that can say something about a token's claims, in lower case. */
const operators: Record<string, { compare: Compare; negated: boolean }> = {
  stringequals: { compare: equals, negated: false },
  stringnotequals: { compare: equals, negated: true },
  stringequalsignorecase: { compare: alike, negated: false },
  stringnotequalsignorecase: { compare: alike, negated: true },
  stringlike: { compare: like, negated: false },
  stringnotlike: { compare: like, negated: true },
  bool: { compare: alike, negated: false },
}

/** An operator in its parts: `ForAnyValue:StringLikeIfExists`. */
export function partsOf(operator: string) {
  const [, set, name = '', ifExists] = /^(?:(for\w+):)?(.*?)(ifexists)?$/.exec(
    operator.toLowerCase(),
  )!
  return { set, name, ifExists: ifExists !== undefined }
}

/**
 * Whether a condition of a trust policy holds for a token. A key that is absent fails, unless the
 * operator is negated, ends in IfExists or asks ForAllValues; what cannot be read is named.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
export function holds({ operator, key, values }: Condition, keys: Keys): boolean {
  const { set, name, ifExists } = partsOf(operator)
  const variable = values.find((value) => value.includes('${'))
  const known = operators[name]
  const value = keys.get(key.toLowerCase())
  if (name === 'null')
    return values.some((expected) => (expected.toLowerCase() === 'true') === (value === undefined))
  if (!known) throw new Error(`the operator ${operator} is not one for a token's claims`)
  if (variable)
    throw new Error(`the policy variable in "${variable}" is not known before a job runs`)
  const { compare, negated } = known
  if (value === undefined)
    return ifExists || set === 'forallvalues' || (negated && set !== 'foranyvalue')
  return values.some((expected) => compare(value, expected)) !== negated
}
