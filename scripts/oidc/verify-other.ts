import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { contextOf } from '../policy/condition.ts'
import { parsePolicy, type PolicyDocument } from '../policy/document.ts'
import { evaluate } from '../policy/evaluate.ts'
import type { App } from '../release/app.ts'
import { circleciOf, exampleOf, gitlabOf, type OtherCi } from './other-ci.ts'
import { trustPolicyFor } from './trust-policy.ts'
import type { Row, Verdict } from './verify.ts'

const known = [
  { config: '.gitlab-ci.yml', policy: 'gitlab-trust.json', of: gitlabOf },
  { config: '.circleci/config.yml', policy: 'circleci-trust.json', of: circleciOf },
]

/** A CI that only tests has neither a role nor a token. */
function getsTokens({ config, policy }: (typeof known)[number], root: string): boolean {
  if (!existsSync(join(root, config))) return false
  if (existsSync(join(root, '.aws/policies', policy))) return true
  const text = readFileSync(join(root, config), 'utf8')
  return /id_tokens|OIDC_TOKEN|AWS_WEB_IDENTITY_TOKEN_FILE/.test(text)
}

/** Evaluates the trust policies for the other CIs that the checkout is configured for. */
export function verifyOthers(app: App, env: NodeJS.ProcessEnv, root = '.'): Verdict[] {
  return known.filter((ci) => getsTokens(ci, root)).map(({ of }) => verdictFor(of(app, env), root))
}

function verdictFor(ci: OtherCi, root: string): Verdict {
  const file = join('.aws/policies', ci.policy)
  const trust = existsSync(join(root, file))
    ? parsePolicy(readFileSync(join(root, file), 'utf8'))
    : undefined
  const subject = exampleOf(ci)
  const isAllowed = trust !== undefined && mayAssume(trust, ci, subject)
  const own: Row = {
    name: ci.config,
    subject: ci.subject,
    isAllowed,
    isRight: isAllowed,
    note: isAllowed
      ? undefined
      : `${trust ? file : `there is no ${file}`}: Not authorized to perform sts:AssumeRoleWithWebIdentity`,
  }
  const others = ci.others.map((other): Row => {
    const isOtherAllowed = trust !== undefined && mayAssume(trust, ci, other.subject)
    return { ...other, isAllowed: isOtherAllowed, isRight: !isOtherAllowed }
  })
  const rows = [own, ...others]
  return {
    role: `role of ${ci.name}, by ${file}`,
    jobs: [`the jobs of ${ci.config}`],
    rows,
    findings: [],
    trustPolicy: rows.every(({ isRight }) => isRight)
      ? undefined
      : trustPolicyFor([ci.subject], { ...ci, account: '<account>' }),
  }
}

function mayAssume(trust: PolicyDocument, ci: OtherCi, subject: string): boolean {
  const entries = trust.statements.flatMap(({ principals }) => principals?.entries ?? [])
  const decision = evaluate([trust], {
    action: 'sts:AssumeRoleWithWebIdentity',
    resource: '*',
    principals: entries.filter(
      ({ type, value }) => type === 'Federated' && value.endsWith(`:oidc-provider/${ci.issuer}`),
    ),
    context: contextOf({ [`${ci.issuer}:aud`]: ci.audience, [`${ci.issuer}:sub`]: subject }),
  })
  return decision.outcome === 'allowed'
}
