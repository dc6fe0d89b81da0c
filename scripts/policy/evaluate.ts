import { holds } from './condition.ts'
import type { Elements, PolicyDocument, Principal, Principals, Statement } from './document.ts'
import { matchesWildcard, wildcardOf } from './wildcard.ts'
import { matchesArn } from './arn-pattern.ts'
import { compile, type ConditionContext, keysIn, type Surroundings } from './variables.ts'

/** A request that policies are evaluated for. */
export interface Request {
  /** `sts:AssumeRole`. */
  action: string
  /** The ARN that is acted on, or `*`. */
  resource: string
  /** All names of the caller in a `Principal` element; empty for policies that name none. */
  principals: Principal[]
  context: ConditionContext
  /** Returns false for a condition key that cannot be evaluated. Without it all can. */
  isKnown?: (key: string) => boolean
}

/** The decision of policies of one kind, with the statement that decided and a key that is not known. */
export type Decision = (
  { outcome: 'allowed' | 'explicitDeny'; statement: Statement } | { outcome: 'implicitDeny' }
) & { unknownKey?: string }

/**
 * Evaluates policies: an explicit deny overrides an allow, and without either the request is denied.
 * A statement with a key that is not known denies if it is a Deny, and never allows.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate(policies: PolicyDocument[], request: Request): Decision {
  let allowing: Statement | undefined
  let unknownKey: string | undefined
  for (const { statements, version } of policies)
    for (const statement of statements) {
      const applies = appliesTo(statement, request, version)
      if (applies === false) continue
      const unknown = applies === true ? {} : { unknownKey: applies }
      if (statement.effect === 'Deny') return { outcome: 'explicitDeny', statement, ...unknown }
      if (applies === true) allowing ??= statement
      else unknownKey ??= applies
    }
  if (allowing) return { outcome: 'allowed', statement: allowing }
  return { outcome: 'implicitDeny', ...(unknownKey !== undefined && { unknownKey }) }
}

/** Returns true if a statement applies to a request, or the name of a key that cannot be evaluated. */
export function appliesTo(
  { effect, actions, resources, principals, conditions }: Statement,
  request: Request,
  version: PolicyDocument['version'],
): boolean | string {
  if (!isActionIn(actions, request.action)) return false
  if (!isPrincipalIn(principals, effect, request.principals)) return false
  const surroundings = { context: request.context, version }
  const unknownIn = (texts: string[]) =>
    request.isKnown && texts.flatMap((text) => keysIn(text, version)).find(isUnknown)
  const isUnknown = (key: string) => !request.isKnown!(key.toLowerCase())
  const inResources = unknownIn(resources?.patterns ?? [])
  if (inResources === undefined && !isResourceIn(resources, request.resource, surroundings))
    return false
  let unknown = inResources
  for (const condition of conditions) {
    const { key, values } = condition
    const inCondition = request.isKnown && isUnknown(key) ? key : unknownIn(values)
    if (inCondition === undefined && !holds(condition, surroundings)) return false
    unknown ??= inCondition
  }
  return unknown ?? true
}

function isActionIn(actions: Elements | undefined, action: string): boolean {
  if (!actions) return false
  const asked = action.toLowerCase()
  const matches = (pattern: string) => {
    const lower = pattern.toLowerCase()
    return /[*?]/.test(lower) ? matchesWildcard(wildcardOf(lower), asked) : lower === asked
  }
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

/** Checks that a statement's `Principal` names one of these, or everyone. */
export const isPrincipalNamed = ({ principals }: Statement, names: Principal[]): boolean =>
  !principals || principals.not || principals.entries.some((entry) => names.some(matching(entry)))

/**
 * A policy that belongs to an identity names no principal. A Deny with NotPrincipal does not apply to a caller
 * only if each of its names is listed, its account's too:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
function isPrincipalIn(
  principals: Principals | undefined,
  effect: Statement['effect'],
  caller: Principal[],
): boolean {
  if (!principals) return true
  const { not, entries } = principals
  const isListed = (name: Principal) => entries.some((entry) => matching(entry)(name))
  if (!not) return entries.some(isEveryone) || caller.some(isListed)
  if (entries.some(isEveryone)) return false
  return effect === 'Deny' ? !caller.every(isListed) : !caller.some(isListed)
}

const isEveryone = ({ type, value }: Principal) =>
  type === 'STAR' || (type === 'AWS' && value === '*')

const matching = (entry: Principal) => (name: Principal) =>
  isEveryone(entry) || (name.type === entry.type && name.value === accountRoot(entry.value))

/** An account id as a principal is short for its root. */
const accountRoot = (value: string) =>
  /^\d{12}$/.test(value) ? `arn:aws:iam::${value}:root` : value
