import type { Condition } from './document.ts'
import { operators } from './operators.ts'
import type { ConditionContext, Surroundings } from './variables.ts'

/** Creates a context. AWS compares condition keys without case. */
export const contextOf = (keys: Record<string, string | string[] | undefined>): ConditionContext =>
  new Map(
    Object.entries(keys).flatMap(([key, value]): [string, string[]][] =>
      value === undefined ? [] : [[key.toLowerCase(), Array.isArray(value) ? value : [value]]],
    ),
  )

/**
 * Evaluates a condition. An absent key fails, unless the operator is negated, ends in IfExists or
 * asks ForAllValues: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
export function holds(condition: Condition, surroundings: Surroundings): boolean {
  const { set, name, ifExists } = partsOf(condition.operator)
  const present = surroundings.context.get(condition.key.toLowerCase()) ?? []
  if (name === 'null') return condition.values.some((value) => isNull(value, present))
  const { compare, negated } = operators[name]!
  if (present.length === 0)
    return ifExists || set === 'forallvalues' || (negated && set !== 'foranyvalue')
  const fits = (value: string) =>
    condition.values.some((expected) => compare(value, expected, surroundings)) !== negated
  const every = set === undefined ? negated : set === 'forallvalues'
  return every ? present.every(fits) : present.some(fits)
}

const isNull = (expected: string, present: string[]) =>
  (expected.toLowerCase() === 'true') === (present.length === 0)

/** The parts of an operator such as `ForAnyValue:StringLikeIfExists`. */
export function partsOf(operator: string) {
  const [, set, name, ifExists] = /^(?:(for\w+):)?(.*?)(ifexists)?$/.exec(operator.toLowerCase())!
  return { set, name: name!, ifExists: ifExists !== undefined }
}
