import type { Json } from '../release/template.ts'
import { type Condition, holds, type Keys } from './conditions.ts'

export const issuer = 'token.actions.githubusercontent.com'

/** A statement of a trust policy, as far as tokens of GitHub are concerned. */
export interface TrustStatement {
  allows: boolean
  /** Whether it speaks of GitHub's provider and of taking on a role by a token. */
  speaksOfGithub: boolean
  conditions: Condition[]
}

/** Reads a trust policy as `.aws/policies` has it, placeholders filled. */
export function readTrust(policy: Json): TrustStatement[] {
  const { Statement } = policy as { Statement: Json }
  return [Statement].flat().map((statement) => {
    const { Effect, Action, NotAction, Principal, Condition } = statement as Record<string, Json>
    if (NotAction !== undefined) throw new Error('a trust policy with NotAction is not read here')
    return {
      allows: Effect === 'Allow',
      speaksOfGithub: names(Action).some(isWebIdentity) && isGithub(Principal),
      conditions: conditionsOf((Condition ?? {}) as Record<string, Record<string, Json>>),
    }
  })
}

/** A deny beats an allow, and silence denies. */
export function isLetIn(trust: TrustStatement[], keys: Keys): boolean {
  const applying = trust.filter(
    ({ speaksOfGithub, conditions }) =>
      speaksOfGithub && conditions.every((condition) => holds(condition, keys)),
  )
  return applying.length > 0 && applying.every(({ allows }) => allows)
}

const isWebIdentity = (action: string) =>
  ['*', 'sts:*', 'sts:assumerolewithwebidentity', 'sts:assumerole*'].includes(action.toLowerCase())

function isGithub(principal: Json | undefined): boolean {
  if (principal === '*') return true
  if (principal === null || typeof principal !== 'object' || Array.isArray(principal)) return false
  return names(principal.Federated).some((arn) => arn.endsWith(`:oidc-provider/${issuer}`))
}

const conditionsOf = (block: Record<string, Record<string, Json>>): Condition[] =>
  Object.entries(block).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => ({ operator, key, values: names(values) })),
  )

const names = (value: Json | undefined): string[] =>
  value === undefined ? [] : [value].flat().map(String)
