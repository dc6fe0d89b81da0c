import { partsOf } from '../policy/condition.ts'
import type { Condition, Statement } from '../policy/document.ts'
import { claimNames } from './claims.ts'
import { issuer, type Trust } from './trust.ts'

/** Finds probable mistakes in a trust policy. */
export function findingsOf({ github }: Trust): string[] {
  if (github.length === 0)
    return [
      `no statement trusts GitHub's provider: No OpenIDConnect provider found in your account for https://${issuer}`,
    ]
  const allowing = github.filter(({ effect }) => effect === 'Allow')
  return [...new Set(allowing.flatMap(findingsIn))]
}

function findingsIn({ conditions }: Statement): string[] {
  const checks = (claim: string) =>
    conditions.some(({ key }) => key.toLowerCase() === `${issuer}:${claim}`)
  return [
    ...(checks('aud')
      ? []
      : [`no condition checks ${issuer}:aud: a token for another service is accepted too`]),
    ...(checks('sub')
      ? []
      : [
          `no condition checks ${issuer}:sub: every repository on GitHub is allowed, and AWS rejects such a policy`,
        ]),
    ...conditions.flatMap(findingsAt),
  ]
}

function findingsAt({ operator, key, values }: Condition): string[] {
  const { set, name, ifExists } = partsOf(operator)
  const claim = key.toLowerCase().startsWith(`${issuer}:`) && key.slice(issuer.length + 1)
  const found: string[] = []
  if (claim && !claimNames.includes(claim.toLowerCase()))
    found.push(
      `${key} is not a condition key of AWS: the claim never reaches a policy, so the condition denies every token`,
    )
  if (set === 'forallvalues')
    found.push(
      `${operator} in an Allow is true for every token that lacks the claim: every repository on GitHub is allowed`,
    )
  if (ifExists)
    found.push(`${operator} in an Allow is true for every token that lacks the claim ${key}`)
  if (name.startsWith('stringequals'))
    for (const value of values.filter((one) => /[*?]/.test(one)))
      found.push(
        `"${value}" in ${operator} is not a pattern: it compares * and ? literally, so no token matches (use StringLike)`,
      )
  if (name === 'stringlike' && claim === 'sub')
    for (const value of values.filter((one) => /^(repo:)?[*?]/.test(one)))
      found.push(`"${value}" in ${operator} matches every repository on GitHub`)
  if (/not/.test(name) && claim === 'sub')
    found.push(`${operator} on ${key} allows every token except those it names`)
  return found
}
