import type { PolicyDocument, Principal, Statement } from './policy.ts'
import {
  appliesTo,
  type Decision,
  evaluate,
  isPrincipalNamed,
  type Request,
} from '../../scripts/policy/evaluate.ts'

/** The kinds of policy that decide, in the words of AWS's messages. */
export type Source =
  'identity-based policy' | 'resource-based policy' | 'permissions boundary' | 'session policy'

/** A decision, and the kind of policy that made it. */
export type Verdict =
  | { decision: 'allowed'; statements: Statement[] }
  | {
      decision: 'explicitDeny' | 'implicitDeny'
      source: Source
      /** A condition key that decided because nothing here knows its value. */
      unknownKey?: string
      statements: Statement[]
    }

/** All policies that apply; an absent kind limits nothing. */
export interface Policies {
  /** `all` is the account's root user, whom no identity-based policy limits. */
  identity: PolicyDocument[] | 'all'
  boundary?: PolicyDocument[] | undefined
  session?: PolicyDocument[] | undefined
  resource?: PolicyDocument[] | undefined
}

/** A request with what its parties' accounts are. */
export interface Question extends Request {
  sameAccount: boolean
  /** The names of the caller that a resource's policy grants to directly: the session, or the user. */
  self: Principal[]
  /** The role behind a session; grants to it are limited by boundary and session policies. */
  role: Principal[]
  /** True if the resource's policy has to allow within the account too. */
  policyDecides?: boolean | undefined
}

/**
 * Decides as AWS does: an explicit deny anywhere, then the resource's policy, then the caller's own, then
 * what limits those. Across accounts both sides have to allow.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export function decideAccess(policies: Policies, question: Question): Verdict {
  const decisionOf = (documents: PolicyDocument[] | undefined) =>
    documents && evaluate(documents, question)
  const identity = policies.identity === 'all' ? everything : decisionOf(policies.identity)!
  const boundary = decisionOf(policies.boundary)
  const session = decisionOf(policies.session)
  const resource = decisionOf(policies.resource)
  const sources = [
    ['resource-based policy', resource],
    ['identity-based policy', identity],
    ['permissions boundary', boundary],
    ['session policy', session],
  ] as const
  for (const [source, decision] of sources)
    if (decision?.outcome === 'explicitDeny')
      return { decision: 'explicitDeny', source, ...partsOf(decision) }

  const grant = policies.resource ? grantOf(policies.resource, question) : undefined
  const needed = needsOf(grant?.kind, question)
  for (const [source, decision] of sources) {
    const [isNeeded, allowed] =
      source === 'resource-based policy'
        ? [needed.resource, grant !== undefined]
        : [needed[source], !decision || decision.outcome === 'allowed']
    if (isNeeded && !allowed)
      return {
        decision: 'implicitDeny',
        source,
        ...partsOf(decision),
      }
  }
  const allowing = [identity, grant, boundary, session].flatMap((decision) =>
    decision && 'statement' in decision && decision.statement ? [decision.statement] : [],
  )
  return { decision: 'allowed', statements: allowing }
}

const everything = { outcome: 'allowed' } as const

function partsOf(decision: Decision | typeof everything | undefined) {
  const unknownKey = decision && 'unknownKey' in decision ? decision.unknownKey : undefined
  return {
    ...(unknownKey !== undefined && { unknownKey }),
    statements: decision && 'statement' in decision ? [decision.statement] : [],
  }
}

type Grant = 'self' | 'role' | 'account'

/** The policies that have to allow besides the resource's policy, given its grant. */
function needsOf(grant: Grant | undefined, { sameAccount, policyDecides = false }: Question) {
  const byResource = sameAccount && (grant === 'self' || grant === 'role')
  return {
    resource: !sameAccount || policyDecides,
    'identity-based policy': !byResource,
    'permissions boundary': !(sameAccount && grant === 'self'),
    'session policy': !(sameAccount && grant === 'self'),
  }
}

/** The widest grant in a resource's policy: to the caller itself, to its role, or to its account. */
function grantOf(
  documents: PolicyDocument[],
  question: Question,
): { kind: Grant; statement: Statement } | undefined {
  const allowing = documents.flatMap(({ statements, version }) =>
    statements.filter(
      (statement) =>
        statement.effect === 'Allow' && appliesTo(statement, question, version) === true,
    ),
  )
  const kinds: [Grant, Principal[]][] = [
    ['self', question.self],
    ['role', question.role],
    ['account', question.principals],
  ]
  for (const [kind, names] of kinds) {
    const statement = allowing.find((one) => isPrincipalNamed(one, names))
    if (statement) return { kind, statement }
  }
  return undefined
}
