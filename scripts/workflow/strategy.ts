import { evaluateExpression, fillText, type Scope, sourceOf, type Value } from './expression.ts'
import { type Combination, expandMatrix } from './matrix.ts'
import type { Job } from './model.ts'

/** The combinations of a job's matrix; one without values if it has none. */
export function combinationsIn({ matrix }: Job, scope: Scope): Combination[] {
  if (matrix === undefined) return [{}]
  const combinations = expandMatrix(fillValue(matrix, scope))
  if (combinations.length === 0) throw new Error('Matrix vector does not contain any values')
  return combinations
}

/** Evaluates the expressions in a value that is not only text. */
function fillValue(value: Value, scope: Scope): Value {
  if (typeof value === 'string') {
    const isWhole = /^\s*\$\{\{.*\}\}\s*$/s.test(value)
    return isWhole ? evaluateExpression(sourceOf(value), scope) : fillText(value, scope)
  }
  if (Array.isArray(value)) return value.map((one) => fillValue(one, scope))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, fillValue(one, scope)]),
  )
}
