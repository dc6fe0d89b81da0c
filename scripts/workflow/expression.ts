import { data, Evaluator, type Expr, Lexer, Parser } from '@actions/expressions'
import {
  Binary,
  ContextAccess,
  FunctionCall,
  Grouping,
  IndexAccess,
  Literal,
  Logical,
  Unary,
} from '@actions/expressions/ast'

import { hashFiles } from './hash-files.ts'

/** A value in a context. */
export type Value = string | number | boolean | null | Value[] | { [name: string]: Value }

export type Status = 'success' | 'failure' | 'cancelled' | 'skipped'

/** The values that expressions can read. */
export interface Scope {
  contexts: Record<string, Value>
  /** The status of the job, for `success()`, `failure()`, `cancelled()` and `always()`. */
  status?: Status
  /** The folder whose files `hashFiles` hashes. */
  workspace?: string
  /** Receives the path of a member that a context does not have. GitHub reads it as an empty text. */
  onMissing?: (path: string) => void
}

/** The contexts of GitHub. */
const contextNames = ['github', 'env', 'vars', 'job', 'jobs', 'steps', 'runner', 'secrets'].concat(
  'strategy',
  'matrix',
  'needs',
  'inputs',
)

const functionsOf = ({ status = 'success', workspace }: Partial<Scope>) => [
  ...Object.entries({
    always: true,
    success: status === 'success',
    failure: status === 'failure',
    cancelled: status === 'cancelled',
  }).map(([name, value]) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(value),
  })),
  {
    name: 'hashFiles',
    minArgs: 1,
    maxArgs: 255,
    call: (...patterns: data.ExpressionData[]) => {
      if (workspace === undefined) throw new Error("Unrecognized function: 'hashFiles'")
      return new data.StringData(
        hashFiles(
          workspace,
          patterns.map((one) => one.coerceString()),
        ),
      )
    },
  },
]

/** Parses an expression by GitHub's own grammar. Another context than those of `may` is an error. */
export function parseExpression(source: string, may: string[] = contextNames): Expr {
  try {
    return new Parser(new Lexer(source).lex().tokens, may, functionsOf({})).parse()
  } catch (cause) {
    const { message } = cause as Error
    throw new Error(`the expression \`${source.trim()}\` is not valid: ${message}`, { cause })
  }
}

/** A context that an expression reads, and the member if it is written out. */
export interface Read {
  context: string
  member?: string
}

/** Lists what an expression reads on any path. */
export function readsOf(expression: Expr): Read[] {
  if (expression instanceof ContextAccess) return [{ context: expression.name.lexeme }]
  if (expression instanceof IndexAccess) {
    const { expr, index } = expression
    if (expr instanceof ContextAccess && index instanceof Literal)
      return [{ context: expr.name.lexeme, member: index.literal.coerceString() }]
    return [...readsOf(expr), ...readsOf(index)]
  }
  if (expression instanceof Unary) return readsOf(expression.expr)
  if (expression instanceof Grouping) return readsOf(expression.group)
  if (expression instanceof Binary)
    return [...readsOf(expression.left), ...readsOf(expression.right)]
  if (expression instanceof Logical || expression instanceof FunctionCall)
    return expression.args.flatMap(readsOf)
  return []
}

const expressions = /\$\{\{(.*?)\}\}/gs

/** Replaces each `${{ … }}` in a text by its value. */
export const fillText = (text: string, scope: Scope): string =>
  text.replaceAll(expressions, (_, source: string) => dataOf(source, scope).coerceString())

/** The expressions in a text. */
export function sourcesIn(text: string): string[] {
  if (text.replaceAll(expressions, '').includes('${{'))
    throw new Error(
      'The expression is not closed. An unescaped ${{ sequence was found, but the closing }} sequence was not found.',
    )
  return [...text.matchAll(expressions)].map(([, source]) => source!)
}

/** An `if` without the `${{ }}` that may surround it. */
export function sourceOf(condition: string): string {
  return /^\s*\$\{\{(.*)\}\}\s*$/s.exec(condition)?.[1] ?? condition
}

/** Evaluates an `if`. Without a status function it also requires the status `success`. */
export function isMet(condition: string | undefined, scope: Scope): boolean {
  const source = sourceOf(condition ?? 'success()')
  const hasStatus = /\b(success|failure|cancelled|always)\s*\(/.test(source)
  if (!hasStatus && (scope.status ?? 'success') !== 'success') return false
  return evaluateExpression(`!!(${source})`, scope) === true
}

export const evaluateExpression = (source: string, scope: Scope): Value =>
  JSON.parse(JSON.stringify(dataOf(source, scope), data.replacer)) as Value

const dataOf = (source: string, scope: Scope): data.ExpressionData =>
  new ScopeEvaluator(parseExpression(source), scope).evaluate()

const toDictionary = (contexts: Scope['contexts']) =>
  JSON.parse(JSON.stringify(contexts), data.reviver) as data.Dictionary

/** GitHub's evaluator, which also reports what a scope does not have. */
class ScopeEvaluator extends Evaluator {
  readonly #scope: Scope
  readonly #contexts: data.Dictionary

  constructor(expression: Expr, scope: Scope) {
    const contexts = toDictionary(scope.contexts)
    const functions = functionsOf(scope).map((one) => [one.name.toLowerCase(), one] as const)
    super(expression, contexts, new Map(functions))
    this.#scope = scope
    this.#contexts = contexts
  }

  override visitContextAccess(access: ContextAccess): data.ExpressionData {
    const name = access.name.lexeme
    if (this.#contexts.get(name)) return super.visitContextAccess(access)
    const known = Object.keys(this.#scope.contexts).join(', ')
    throw new Error(`the context \`${name}\` cannot be rehearsed here; known are ${known}`)
  }

  override visitIndexAccess(access: IndexAccess): data.ExpressionData {
    const path = pathOf(access)
    if (path && this.#isMissing(path)) this.#scope.onMissing?.(path.join('.'))
    return super.visitIndexAccess(access)
  }

  #isMissing(path: string[]): boolean {
    let found: data.ExpressionData | undefined = this.#contexts
    for (const name of path.slice(0, -1))
      found = found instanceof data.Dictionary ? found.get(name) : undefined
    return found instanceof data.Dictionary && found.get(path.at(-1)!) === undefined
  }
}

/** The names of a member that is written out: `needs.push.outputs.image`. */
function pathOf(expression: Expr): string[] | undefined {
  if (expression instanceof ContextAccess) return [expression.name.lexeme]
  if (!(expression instanceof IndexAccess) || !(expression.index instanceof Literal))
    return undefined
  const parent = pathOf(expression.expr)
  return parent && [...parent, expression.index.literal.coerceString()]
}
