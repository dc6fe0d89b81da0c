import { BadInput } from '../release/exit-codes.ts'
import type { Json } from '../release/template.ts'
import { parsePolicy, type PolicyDocument, type Statement } from '../policy/document.ts'
import { appliesTo, evaluate } from '../policy/evaluate.ts'
import { type ConditionContext, keysIn } from '../policy/variables.ts'
import { partsOf } from '../policy/condition.ts'

export const issuer = 'token.actions.githubusercontent.com'

/** A role's trust policy. */
export interface Trust extends PolicyDocument {
  /** The statements about tokens of GitHub's provider. */
  github: Statement[]
}

/** Reads a trust policy of `.aws/policies`, after its placeholders are filled. */
export function readTrust(policy: Json): Trust {
  const document = parsePolicy(JSON.stringify(policy))
  const { version, statements } = document
  const request = requestWith(document, new Map())
  const isAboutGithub = (statement: Statement) =>
    appliesTo({ ...statement, conditions: [] }, request, version) === true
  return { ...document, github: statements.filter(isAboutGithub) }
}

/** Evaluates the trust policy for a job whose token gives these condition keys. */
export function mayAssume(trust: Trust, keys: ConditionContext): boolean {
  for (const statement of trust.github) checkConditions(statement, trust.version)
  return evaluate([trust], requestWith(trust, keys)).outcome === 'allowed'
}

/** The provider's account is ignored: bootstrap creates the provider in the role's account. */
function requestWith({ statements }: PolicyDocument, context: ConditionContext) {
  const entries = statements.flatMap(({ principals }) => principals?.entries ?? [])
  const isGithub = (arn: string) => arn.endsWith(`:oidc-provider/${issuer}`)
  return {
    action: 'sts:AssumeRoleWithWebIdentity',
    resource: '*',
    principals: entries.filter(({ type, value }) => type === 'Federated' && isGithub(value)),
    context,
  }
}

const claimOperators = /^(null|bool|string(not)?(equals(ignorecase)?|like))$/

/** Rejects conditions whose result is not known before a job runs. */
function checkConditions({ conditions }: Statement, version: Trust['version']): void {
  for (const { operator, values } of conditions) {
    if (!claimOperators.test(partsOf(operator).name))
      throw new BadInput(`the operator ${operator} does not apply to the claims of a token`)
    const variable = values.find((value) => keysIn(value, version).length > 0)
    if (variable)
      throw new BadInput(`the policy variable in "${variable}" is not known before a job runs`)
  }
}
