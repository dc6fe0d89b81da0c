/** A policy after parsing: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
export interface PolicyDocument {
  version: '2008-10-17' | '2012-10-17'
  statements: Statement[]
}

export interface Statement {
  sid: string | undefined
  effect: 'Allow' | 'Deny'
  actions: Elements | undefined
  resources: Elements | undefined
  principals: Principals | undefined
  conditions: Condition[]
}

/** `Action` or `NotAction`, `Resource` or `NotResource`. */
export interface Elements {
  not: boolean
  patterns: string[]
}

export interface Principals {
  not: boolean
  entries: Principal[]
}

/** `{"AWS": …}` and the like; `STAR` is the bare `"*"`. */
export interface Principal {
  type: string
  value: string
}

/** One key under one operator: `{"StringLike": {"key": ["values"]}}`. */
export interface Condition {
  operator: string
  key: string
  values: string[]
}

/** The error of a policy that IAM rejects, with IAM's own message. */
export class PolicyError extends Error {}

const syntaxError = () => new PolicyError('Syntax errors in policy.')

/** Parses a policy by the grammar alone. */
export function parsePolicy(text: string): PolicyDocument {
  const { Version = '2008-10-17', Id = '', Statement, ...unknown } = asObject(parseJson(text))
  const known = Version === '2008-10-17' || Version === '2012-10-17'
  if (!known || typeof Id !== 'string' || Object.keys(unknown).length > 0) throw syntaxError()
  const statements = Array.isArray(Statement) ? Statement : [Statement]
  if (statements.length === 0) throw syntaxError()
  return { version: Version, statements: statements.map(parseStatement) }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw syntaxError()
  }
}

function parseStatement(value: unknown): Statement {
  const { Sid, Effect, Action, NotAction, Resource, NotResource, ...others } = asObject(value)
  const { Principal, NotPrincipal, Condition = {}, ...unknown } = others
  if (Object.keys(unknown).length > 0) throw syntaxError()
  if (typeof Effect !== 'string' || !['undefined', 'string'].includes(typeof Sid))
    throw syntaxError()
  if (!/^(allow|deny)$/i.test(Effect)) throw syntaxError()
  if (Effect !== 'Allow' && Effect !== 'Deny') throw legacyParsing()
  return {
    sid: Sid as string | undefined,
    effect: Effect,
    actions: either(Action, NotAction, strings),
    resources: either(Resource, NotResource, strings),
    principals: parsePrincipals(Principal, NotPrincipal),
    conditions: parseConditions(asObject(Condition)),
  }
}

const legacyParsing = () => new PolicyError('The policy failed legacy parsing')

function either(
  positive: unknown,
  negative: unknown,
  parse: (value: unknown) => string[],
): Elements | undefined {
  if (positive !== undefined && negative !== undefined) throw syntaxError()
  if (positive !== undefined) return { not: false, patterns: parse(positive) }
  return negative === undefined ? undefined : { not: true, patterns: parse(negative) }
}

function parsePrincipals(positive: unknown, negative: unknown): Principals | undefined {
  if (positive !== undefined && negative !== undefined) throw syntaxError()
  const value = positive ?? negative
  if (value === undefined) return undefined
  const not = negative !== undefined
  if (value === '*') return { not, entries: [{ type: 'STAR', value: '*' }] }
  const entries = Object.entries(asObject(value)).flatMap(([type, values]) => {
    if (!['AWS', 'Service', 'Federated', 'CanonicalUser'].includes(type)) throw syntaxError()
    return strings(values).map((entry) => ({ type, value: entry }))
  })
  if (entries.length === 0) throw syntaxError()
  return { not, entries }
}

const operator =
  /^(?:For(?:AnyValue|AllValues):)?(?:Null|(?:String(?:Not)?Equals(?:IgnoreCase)?|String(?:Not)?Like|Numeric(?:(?:Not)?Equals|(?:Less|Greater)Than(?:Equals)?)|Date(?:(?:Not)?Equals|(?:Less|Greater)Than(?:Equals)?)|Bool|BinaryEquals|(?:Not)?IpAddress|Arn(?:Not)?(?:Equals|Like))(?:IfExists)?)$/i

function parseConditions(block: Record<string, unknown>): Condition[] {
  return Object.entries(block).flatMap(([name, keys]) => {
    const entries = Object.entries(asObject(keys))
    // IAM stores an operator that does not exist if it has no key.
    if (entries.length > 0 && !operator.test(name)) throw syntaxError()
    return entries.map(([key, values]) => ({
      operator: name,
      key,
      values: (Array.isArray(values) ? values : [values]).map(scalar),
    }))
  })
}

function scalar(value: unknown): string {
  if (!['string', 'number', 'boolean'].includes(typeof value)) throw syntaxError()
  return String(value)
}

/** A string or a list of strings; IAM skips null in a list. */
function strings(value: unknown): string[] {
  const values: unknown[] = Array.isArray(value) ? value.filter((item) => item !== null) : [value]
  if (!values.every((item) => typeof item === 'string')) throw syntaxError()
  return values
}

function asObject(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw syntaxError()
  return value as Record<string, unknown>
}
