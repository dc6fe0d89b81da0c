import { readApp, type App } from './release/app.ts'
import { main } from './release/cli.ts'
import { environmentOf } from './release/environment.ts'
import { rolesOf } from './release/roles.ts'
import { variablesOf } from './release/variables.ts'
import { type Assumption, assumptionsOf } from './oidc/jobs.ts'
import { linesOf, problemIn } from './oidc/show.ts'
import { readTrust } from './oidc/trust.ts'
import { type TrustedRole, type Verdict, verify } from './oidc/verify.ts'
import { placeValues } from './resources/account.ts'
import { readWorkflows } from './workflow/files.ts'

/** Evaluates the roles' trust policies for the jobs of the workflows and for other tokens, without AWS. */
async function verifyOidc(): Promise<void> {
  const app = readApp(environmentOf(process.env))
  const { push, deploy } = rolesOf(app, placeValues(app, { account, region }))
  const roles = [push, deploy].map(({ name, trust }) => ({
    name,
    arn: arnOf(name),
    trust: readTrust(trust),
  }))
  const vars = variablesOf(app, {
    pushRole: arnOf(push.name),
    deployRole: arnOf(deploy.name),
    region,
  })
  const assumptions = assumptionsOf(readWorkflows('.'), { app, vars })
  const verdicts = verdictsFor(app, roles, assumptions)
  for (const line of linesOf(verdicts, process.stdout)) console.log(line)
  const problem = problemIn(verdicts)
  if (problem) throw new Error(problem)
  console.log('every job that assumes a role is allowed, and no other token')
}

function verdictsFor(app: App, roles: TrustedRole[], assumptions: Assumption[]): Verdict[] {
  try {
    return verify(app, { roles, assumptions })
  } catch (cause) {
    throw new Error('.aws/policies/github-trust.json cannot be evaluated', { cause })
  }
}

/** Neither changes a decision. */
const account = '000000000000'
const region = 'us-east-1'

const arnOf = (role: string) => `arn:aws:iam::${account}:role/${role}`

await main('verify:oidc', verifyOidc)
