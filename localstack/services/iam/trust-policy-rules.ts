import type { Scope } from '../../kernel/scope.ts'
import { isJson } from '../../kernel/is-json.ts'
import { parseArn } from '../../kernel/arn.ts'
import { findRole } from './role.ts'
import { iamState } from './state.ts'
import { malformed, parsePolicy } from '../../access/policy.ts'
import type { PolicyDocument, Principal, Statement } from '../../access/policy.ts'
import { checkCommon } from './policy-rules.ts'
import { isServicePrincipal } from './service-principal.ts'

/** Checks a role's trust policy, as IAM does before it stores one. */
export function checkTrustPolicy(scope: Scope, text: string): PolicyDocument {
  if (!isJson(text)) throw malformed('This policy contains invalid Json')
  const policy = parsePolicy(text)
  checkCommon(policy)
  for (const statement of policy.statements) {
    if (statement.resources) throw malformed('Has prohibited field Resource')
    if (!statement.principals) throw malformed('Missing required field Principal')
    if (!statement.actions!.patterns.every((action) => stsAction.test(action)))
      throw malformed('AssumeRole policy may only specify STS AssumeRole actions.')
    for (const principal of statement.principals.entries) checkPrincipal(scope, principal)
    checkSharedIssuers(statement)
    checkCognito(statement)
  }
  return policy
}

const stsAction =
  /^sts:(AssumeRole|AssumeRoleWithSAML|AssumeRoleWithWebIdentity|TagSession|SetSourceIdentity|SetContext)$/i

function checkPrincipal(scope: Scope, { type, value }: Principal): void {
  if (type === 'STAR')
    throw malformed('AssumeRolepolicy contained an invalid principal: "STAR":"*".')
  if (type === 'AWS' && !isAwsPrincipal(scope, value))
    throw malformed(`Invalid principal in policy: "AWS":"${value}"`)
  if (type === 'Service' && !isServicePrincipal(value))
    throw malformed(`Invalid principal in policy: "SERVICE":"${value}"`)
  if (type === 'Federated' && !federated.test(value))
    throw malformed('Federated principals must be valid domain names or SAML metadata ARNs')
  if (type === 'CanonicalUser')
    throw malformed(`Invalid principal in policy: "CANONICALUSER":"${value}"`)
}

const federated =
  /^(arn:aws[a-z-]*:iam::\d{12}:(oidc-provider|saml-provider)\/\S+|[a-z0-9-]+(\.[a-z0-9-]+)+)$/

/** IAM looks a principal up when the policy is stored; other accounts are out of sight here. */
function isAwsPrincipal(scope: Scope, value: string): boolean {
  if (value === '*' || /^\d{12}$/.test(value)) return true
  const arn = parseArn(value)
  if (!arn || !/^\d{12}$/.test(arn.account)) return false
  if (arn.service === 'sts') return /^(assumed-role|federated-user)\/[^*]+$/.test(arn.resource)
  if (arn.service !== 'iam' || !/^(root|(user|role)\/[^*]+)$/.test(arn.resource)) return false
  if (arn.account !== scope.account || arn.resource === 'root') return true
  if (arn.resource.startsWith('role/')) return findRole(scope, value) !== undefined
  return [...scope.state(iamState).users.values()].some(({ Arn }) => Arn === value)
}

/** All identity pools of all accounts share this one name. */
function checkCognito({ principals, conditions }: Statement): void {
  const isTrusted = principals!.entries.some(
    ({ value }) => value === 'cognito-identity.amazonaws.com',
  )
  if (isTrusted && conditions.length === 0)
    throw malformed('A condition block must be present for the Cognito provider')
}

const sharedIssuers = ['token.actions.githubusercontent.com', 'gitlab.com', 'app.terraform.io']

/**
 * Anybody can get a token from a shared issuer, so IAM wants the subject looked at:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html
 */
function checkSharedIssuers({ effect, principals, conditions }: Statement): void {
  for (const { value } of principals!.entries) {
    const issuer = sharedIssuers.find((name) => value.endsWith(`:oidc-provider/${name}`))
    const looksAtSubject = conditions.some(({ key }) => key.toLowerCase() === `${issuer}:sub`)
    if (issuer && effect === 'Allow' && !looksAtSubject)
      throw malformed(
        `The trust policy must evaluate the claim ${issuer}:sub, since the identity provider is shared by many organizations.`,
      )
  }
}
