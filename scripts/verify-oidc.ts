import { readApp, type App } from './release/app.ts'
import { main } from './release/cli.ts'
import { environmentOf } from './release/environment.ts'
import { BadInput } from './release/exit-codes.ts'
import { originRepository } from './release/git.ts'
import { FailedResult } from './release/report.ts'
import type { ResultOf } from './release/results.ts'
import { rolesOf } from './release/roles.ts'
import { variablesOf } from './release/variables.ts'
import { fetchIds, givenIds } from './oidc/repository-ids.ts'
import { type Assumption, assumptionsOf } from './oidc/jobs.ts'
import { linesOf, problemIn } from './oidc/show.ts'
import { readTrust } from './oidc/trust.ts'
import { type TrustedRole, type Verdict, verify } from './oidc/verify.ts'
import { verifyOthers } from './oidc/verify-other.ts'
import { placeValues } from './resources/account.ts'
import { readWorkflows } from './workflow/files.ts'
import { ownRoles } from './oidc/own-roles.ts'

/** Evaluates the roles' trust policies for the jobs of the workflows and for other tokens, without AWS. */
async function verifyOidc(): Promise<ResultOf<'verify:oidc'>> {
  const apps = await readApps()
  const [app] = apps as [App]
  const rolesIn = apps.map((one) => rolesOf(one, placeValues(one, { account, region })))
  const roles = [rolesIn[0]!.push, ...rolesIn.map(({ deploy }) => deploy)].map(
    ({ name, trust }) => ({ name, arn: arnOf(name), trust: readTrust(trust) }),
  )
  const vars = apps.map((one) =>
    variablesOf(one, {
      pushRole: arnOf(one.pushRole),
      deployRole: arnOf(one.deployRole),
      region,
    }),
  )
  const workflows = readWorkflows('.')
  const own = ownRoles(workflows, process.env)
  const assumptions = assumptionsOf(workflows, {
    app,
    vars: Object.assign(own.vars, ...vars),
    secrets: own.secrets,
  })
  const verdicts = [...verdictsFor(app, roles, assumptions), ...verifyOthers(app, process.env)]
  const problem = problemIn(verdicts)
  if (problem) throw new FailedResult(problem, { verdicts })
  return { verdicts }
}

const linesOfVerdicts = ({ verdicts }: ResultOf<'verify:oidc'>): string[] => [
  ...linesOf(verdicts, process.stdout),
  ...(problemIn(verdicts) ? [] : ['every job that assumes a role is allowed, and no other token']),
]

/** Reads the app in each of its environments, production first, with the ids of its repository. */
async function readApps(): Promise<App[]> {
  const isKnown = process.env.GITHUB_REPOSITORY || originRepository()
  const env = isKnown ? process.env : environmentOf(process.env)
  const app = readApp(env)
  const ids = givenIds(app) ?? (await fetchIds(app))
  return app.environments.map((environment) => ({
    ...readApp({ ...env, ENVIRONMENT: environment }),
    ...ids,
  }))
}

function verdictsFor(app: App, roles: TrustedRole[], assumptions: Assumption[]): Verdict[] {
  try {
    return verify(app, { roles, assumptions })
  } catch (cause) {
    throw new BadInput('.aws/policies/github-trust.json cannot be evaluated', { cause })
  }
}

/** Neither changes a decision. */
const account = '000000000000'
const region = 'us-east-1'

const arnOf = (role: string) => `arn:aws:iam::${account}:role/${role}`

await main('verify:oidc', verifyOidc, linesOfVerdicts)
