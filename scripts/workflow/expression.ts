import { type Expression, parseExpression } from './expression-parser.ts'
import { functions, looselyEqual, type Status, toText, truthy } from './expression-functions.ts'

/** What a context holds: text, numbers, or objects of them. */
export type Value = string | number | boolean | null | Value[] | { [name: string]: Value }

/** What expressions can see. A context that is missing is named as one that cannot be rehearsed. */
export interface Scope {
  contexts: Record<string, Value>
  /** How the job stands, for `success()`, `failure()`, `cancelled()` and `always()`. */
  status?: Status
  /** Hears of a member that a context does not have, which GitHub takes for an empty text. */
  onMissing?: (path: string) => void
}

const expressions = /\$\{\{(.*?)\}\}/gs

/** Fills the `${{ … }}` in a text: https://docs.github.com/en/actions/reference/workflows-and-actions/expressions */
export const fillText = (text: string, scope: Scope): string =>
  text.replaceAll(expressions, (_, source: string) => toText(evaluate(source, scope)))

/** The expressions in a text; one that does not end is an error in GitHub's words. */
export function sourcesIn(text: string): string[] {
  if (text.replaceAll(expressions, '').includes('${{'))
    throw new Error(
      'The expression is not closed. An unescaped ${{ sequence was found, but the closing }} sequence was not found.',
    )
  return [...text.matchAll(expressions)].map(([, source]) => source!)
}

/** An `if` without the `${{ }}` that may stand around it. */
export function sourceOf(condition: string): string {
  return /^\s*\$\{\{(.*)\}\}\s*$/s.exec(condition)?.[1] ?? condition
}

/** Whether an `if` holds. Without a function of status in it, success of what came before is meant too. */
export function isMet(condition: string | undefined, scope: Scope): boolean {
  const source = sourceOf(condition ?? 'success()')
  const asksStatus = /\b(success|failure|cancelled|always)\s*\(/.test(source)
  if (!asksStatus && (scope.status ?? 'success') !== 'success') return false
  return truthy(evaluate(source, scope))
}

/** The value of one expression. */
export const evaluate = (source: string, scope: Scope): Value =>
  valueOf(parseExpression(source), scope)

function valueOf(expression: Expression, scope: Scope): Value {
  switch (expression.kind) {
    case 'literal':
      return expression.value
    case 'context':
      return contextOf(expression.name, scope)
    case 'member':
      return memberOf(expression, scope)
    case 'not':
      return !truthy(valueOf(expression.of, scope))
    case 'call':
      return call(expression, scope)
    case 'binary':
      return binary(expression, scope)
  }
}

function contextOf(name: string, { contexts }: Scope): Value {
  const value = contexts[name]
  if (value !== undefined) return value
  const known = Object.keys(contexts).join(', ')
  throw new Error(`the context \`${name}\` cannot be rehearsed here; known are ${known}`)
}

function memberOf(expression: Expression & { kind: 'member' }, scope: Scope): Value {
  const object = valueOf(expression.of, scope)
  const name = toText(valueOf(expression.name, scope))
  if (object === null || typeof object !== 'object') return null
  const value = (object as Record<string, Value>)[name]
  if (value === undefined) scope.onMissing?.(`${pathOf(expression.of)}.${name}`)
  return value ?? null
}

function pathOf(expression: Expression): string {
  if (expression.kind === 'context') return expression.name
  if (expression.kind !== 'member') return '…'
  const name = expression.name.kind === 'literal' ? toText(expression.name.value) : '…'
  return `${pathOf(expression.of)}.${name}`
}

function call({ name, args }: Expression & { kind: 'call' }, scope: Scope): Value {
  return functions[name.toLowerCase()]!(
    args.map((arg) => valueOf(arg, scope)),
    scope.status ?? 'success',
  )
}

function binary(expression: Expression & { kind: 'binary' }, scope: Scope): Value {
  const left = valueOf(expression.left, scope)
  if (expression.operator === '&&') return truthy(left) ? valueOf(expression.right, scope) : left
  if (expression.operator === '||') return truthy(left) ? left : valueOf(expression.right, scope)
  const right = valueOf(expression.right, scope)
  const [one, other] = [Number(left), Number(right)]
  switch (expression.operator) {
    case '==':
      return looselyEqual(left, right)
    case '!=':
      return !looselyEqual(left, right)
    case '<':
      return one < other
    case '<=':
      return one <= other
    case '>':
      return one > other
    case '>=':
      return one >= other
  }
}
