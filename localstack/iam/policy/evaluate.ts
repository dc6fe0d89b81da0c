import { holds } from './condition.ts'
import type { Elements, PolicyDocument, Principal, Principals, Statement } from './document.ts'
import { globOf, matchesArn, matchesGlob } from './glob.ts'
import { compile, type Context, type Surroundings } from './variables.ts'

/** What is asked of a policy. */
export interface Request {
  /** `sts:AssumeRole`. */
  action: string
  /** The ARN that is acted on, or `*`. */
  resource: string
  /** Everything a `Principal` element may call the caller; empty where policies name none. */
  principals: Principal[]
  context: Context
}

/** What policies of one kind say, and the statement that decided. */
export type Decision =
  { outcome: 'allowed' | 'explicitDeny'; statement: Statement } | { outcome: 'implicitDeny' }

/**
 * What policies say to a request: an explicit deny beats an allow, and silence denies.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate(policies: PolicyDocument[], request: Request): Decision {
  const matching = policies.flatMap((policy) =>
    policy.statements.filter((statement) => applies(statement, request, policy.version)),
  )
  const denying = matching.find(({ effect }) => effect === 'Deny')
  if (denying) return { outcome: 'explicitDeny', statement: denying }
  const [allowing] = matching
  return allowing ? { outcome: 'allowed', statement: allowing } : { outcome: 'implicitDeny' }
}

function applies(
  { actions, resources, principals, conditions }: Statement,
  request: Request,
  version: PolicyDocument['version'],
): boolean {
  const surroundings = { context: request.context, version }
  return (
    isActionIn(actions, request.action) &&
    isResourceIn(resources, request.resource, surroundings) &&
    isPrincipalIn(principals, request.principals) &&
    conditions.every((condition) => holds(condition, surroundings))
  )
}

function isActionIn(actions: Elements | undefined, action: string): boolean {
  if (!actions) return false
  const matches = (pattern: string) =>
    matchesGlob(globOf(pattern.toLowerCase()), action.toLowerCase())
  return actions.patterns.some(matches) !== actions.not
}

/** A policy that belongs to its resource, such as a trust policy, names none. */
function isResourceIn(
  resources: Elements | undefined,
  resource: string,
  surroundings: Surroundings,
): boolean {
  if (!resources) return true
  const matches = (pattern: string) => {
    const tokens = compile(pattern, surroundings)
    return tokens !== undefined && matchesArn(tokens, resource)
  }
  return resources.patterns.some(matches) !== resources.not
}

/** A policy that belongs to an identity names no principal. */
function isPrincipalIn(principals: Principals | undefined, caller: Principal[]): boolean {
  if (!principals) return true
  const matches = ({ type, value }: Principal) =>
    type === 'STAR' ||
    (type === 'AWS' && value === '*') ||
    caller.some((one) => one.type === type && one.value === accountRoot(value))
  return principals.entries.some(matches) !== principals.not
}

/** An account id as a principal is short for its root. */
const accountRoot = (value: string) =>
  /^\d{12}$/.test(value) ? `arn:aws:iam::${value}:root` : value
