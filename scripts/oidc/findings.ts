import { partsOf } from '../policy/condition.ts'
import type { Condition, Statement } from '../policy/document.ts'
import { claimNames } from './claims.ts'
import { issuer, type Trust } from './trust.ts'

/** Names what in a trust policy is not what it looks like. */
export function findingsOf({ github }: Trust): string[] {
  if (github.length === 0)
    return [
      `no statement trusts GitHub's provider: No OpenIDConnect provider found in your account for https://${issuer}`,
    ]
  const allowing = github.filter(({ effect }) => effect === 'Allow')
  return [...new Set(allowing.flatMap(findingsIn))]
}

function findingsIn({ conditions }: Statement): string[] {
  const looksAt = (claim: string) =>
    conditions.some(({ key }) => key.toLowerCase() === `${issuer}:${claim}`)
  return [
    ...(looksAt('aud')
      ? []
      : [`${issuer}:aud is not looked at: a token that was made for another service is taken too`]),
    ...(looksAt('sub')
      ? []
      : [
          `${issuer}:sub is not looked at: anybody on GitHub is let in, and AWS refuses such a policy`,
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
      `${key} is no condition key of AWS: that claim never reaches a policy, so the condition keeps everybody out`,
    )
  if (set === 'forallvalues')
    found.push(
      `${operator} in an Allow holds for every token that lacks the claim: a security hole, which lets everybody in`,
    )
  if (ifExists)
    found.push(`${operator} in an Allow holds for every token that lacks the claim ${key}`)
  if (name.startsWith('stringequals'))
    for (const value of values.filter((one) => /[*?]/.test(one)))
      found.push(
        `"${value}" in ${operator} is no pattern: it takes * and ? for themselves, so nobody's token fits (StringLike reads patterns)`,
      )
  if (name === 'stringlike' && claim === 'sub')
    for (const value of values.filter((one) => /^(repo:)?[*?]/.test(one)))
      found.push(`"${value}" in ${operator} is every repository on GitHub`)
  if (/not/.test(name) && claim === 'sub')
    found.push(`${operator} on ${key} lets in all but those whom it names`)
  return found
}
