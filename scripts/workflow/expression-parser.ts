import { functions } from './expression-functions.ts'

export type Operator = '&&' | '||' | '==' | '!=' | '<' | '<=' | '>' | '>='

export type Expression =
  | { kind: 'literal'; value: string | number | boolean | null }
  | { kind: 'context'; name: string }
  | { kind: 'member'; of: Expression; name: Expression }
  | { kind: 'not'; of: Expression }
  | { kind: 'call'; name: string; args: Expression[] }
  | { kind: 'binary'; operator: Operator; left: Expression; right: Expression }

const token =
  /\s*(?:('(?:[^']|'')*')|(-?(?:0x[0-9a-f]+|\d+(?:\.\d+)?(?:e[+-]?\d+)?))|([a-z_][\w-]*)|(&&|\|\||==|!=|<=|>=|[()[\].,!<>*]))/iy

/** Loosest first. */
const levels: Operator[][] = [['||'], ['&&'], ['==', '!='], ['<', '<=', '>', '>=']]

/** Parses an expression by GitHub's grammar; `*` and some functions are not known here, and named. */
export function parseExpression(source: string): Expression {
  const tokens = tokensOf(source)
  let at = 0
  const result = parseLevel(0)
  if (at < tokens.length) fail()
  return result

  function parseLevel(level: number): Expression {
    const operators = levels[level]
    if (!operators) return parseUnary()
    let left = parseLevel(level + 1)
    while (operators.includes(tokens[at] as Operator)) {
      const operator = tokens[at++] as Operator
      left = { kind: 'binary', operator, left, right: parseLevel(level + 1) }
    }
    return left
  }

  function parseUnary(): Expression {
    if (tokens[at] !== '!') return parseMembers(parsePrimary())
    at++
    return { kind: 'not', of: parseUnary() }
  }

  function parsePrimary(): Expression {
    const text = tokens[at++]
    if (text === undefined) return fail()
    if (text === '(') {
      const inner = parseLevel(0)
      expect(')')
      return inner
    }
    if (text.startsWith("'"))
      return { kind: 'literal', value: text.slice(1, -1).replaceAll("''", "'") }
    if (/^-?\d/.test(text)) return { kind: 'literal', value: Number(text) }
    if (!/^[a-z_]/i.test(text)) return fail()
    if (text === 'true' || text === 'false') return { kind: 'literal', value: text === 'true' }
    if (text === 'null') return { kind: 'literal', value: null }
    return tokens[at] === '(' ? parseCall(text) : { kind: 'context', name: text }
  }

  function parseCall(name: string): Expression {
    if (!functions[name.toLowerCase()])
      throw new Error(
        `the function \`${name}\` cannot be rehearsed; known are ${Object.keys(functions).join(', ')}`,
      )
    expect('(')
    const args: Expression[] = []
    while (tokens[at] !== ')') {
      args.push(parseLevel(0))
      if (tokens[at] === ',') at++
      else if (tokens[at] !== ')') return fail()
    }
    expect(')')
    return { kind: 'call', name, args }
  }

  function parseMembers(of: Expression): Expression {
    if (tokens[at] === '.') {
      const name = tokens[at + 1]
      if (name === undefined || !/^[a-z_]/i.test(name)) return fail()
      at += 2
      return parseMembers({ kind: 'member', of, name: { kind: 'literal', value: name } })
    }
    if (tokens[at] !== '[') return of
    at++
    const name = parseLevel(0)
    expect(']')
    return parseMembers({ kind: 'member', of, name })
  }

  function expect(text: string): void {
    if (tokens[at++] !== text) fail()
  }

  function fail(): never {
    throw new Error(`the expression \`${source.trim()}\` cannot be read`)
  }
}

/** What an expression reads: a context, and the member of it that is written out. */
export interface Read {
  context: string
  member?: string
}

/** Everything that an expression reads, whether or not it comes to that. */
export function readsOf(expression: Expression): Read[] {
  switch (expression.kind) {
    case 'literal':
      return []
    case 'context':
      return [{ context: expression.name }]
    case 'member': {
      const { of, name } = expression
      if (of.kind === 'context' && name.kind === 'literal')
        return [{ context: of.name, member: String(name.value) }]
      return [...readsOf(of), ...readsOf(name)]
    }
    case 'not':
      return readsOf(expression.of)
    case 'call':
      return expression.args.flatMap(readsOf)
    case 'binary':
      return [...readsOf(expression.left), ...readsOf(expression.right)]
  }
}

function tokensOf(source: string): string[] {
  const tokens: string[] = []
  token.lastIndex = 0
  const end = source.trimEnd().length
  while (token.lastIndex < end) {
    const match = token.exec(source)
    if (!match) throw new Error(`the expression \`${source.trim()}\` cannot be read`)
    tokens.push(match[0].trim())
  }
  return tokens
}
