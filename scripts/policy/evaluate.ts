import { holds } from './condition.ts'
import type { Elements, PolicyDocument, Principal, Principals, Statement } from './document.ts'
import { matchesWildcard, wildcardOf } from './wildcard.ts'
import { matchesArn } from './arn-pattern.ts'
import { compile, type Context, keysIn, type Surroundings } from './variables.ts'

/** What is asked of a policy. */
export interface Request {
  /** `sts:AssumeRole`. */
  action: string
  /** The ARN that is acted on, or `*`. */
  resource: string
  /** Everything a `Principal` element may call the caller; empty where policies name none. */
  principals: Principal[]
  context: Context
  /** Whether a condition key's value, or its absence, is known; without it all are. */
  isKnown?: (key: string) => boolean
}

/** What policies of one kind say, the statement that decided, and a key that could not be looked at. */
export type Decision = (
  { outcome: 'allowed' | 'explicitDeny'; statement: Statement } | { outcome: 'implicitDeny' }
) & { unknownKey?: string }

/**
 * What policies say to a request: an explicit deny beats an allow, and silence denies.
 * A statement that asks for a key nobody here knows denies if it is a Deny, and never allows.
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

/** Whether a statement speaks of a request; the name of a key when that depends on one that is not known. */
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
    const wanted = pattern.toLowerCase()
    return /[*?]/.test(wanted) ? matchesWildcard(wildcardOf(wanted), asked) : wanted === asked
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

/** Whether a statement's `Principal` names one of these, or everybody. */
export const isPrincipalNamed = ({ principals }: Statement, names: Principal[]): boolean =>
  !principals || principals.not || principals.entries.some((entry) => names.some(matching(entry)))

/**
 * A policy that belongs to an identity names no principal. A Deny with NotPrincipal spares a caller only when
 * each of its names is listed, its account's too:
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
  if (!not) return entries.some(isEverybody) || caller.some(isListed)
  if (entries.some(isEverybody)) return false
  return effect === 'Deny' ? !caller.every(isListed) : !caller.some(isListed)
}

const isEverybody = ({ type, value }: Principal) =>
  type === 'STAR' || (type === 'AWS' && value === '*')

const matching = (entry: Principal) => (name: Principal) =>
  isEverybody(entry) || (name.type === entry.type && name.value === accountRoot(entry.value))

/** An account id as a principal is short for its root. */
const accountRoot = (value: string) =>
  /^\d{12}$/.test(value) ? `arn:aws:iam::${value}:root` : value
