import { readApp, type App } from './lib/app.ts'
import { main } from './lib/cli.ts'
import { environmentOf } from './lib/environment.ts'
import { deploySubjectsOf, pushSubjectsOf, readPolicies } from './lib/policies.ts'
import { roleVariables, variablesOf } from './lib/variables.ts'
import { assumptionsOf } from './oidc/jobs.ts'
import { linesOf, problemIn } from './oidc/show.ts'
import { readTrust } from './oidc/trust.ts'
import { verify } from './oidc/verify.ts'
import { readWorkflows } from './workflow/files.ts'

/** Says who can take the roles on, without a look at AWS: the workflows' jobs, and nobody else. */
async function verifyOidc(): Promise<void> {
  const app = readApp(environmentOf(process.env))
  const roles = [
    trusted(app, 'pushRole', pushSubjectsOf),
    trusted(app, 'deployRole', deploySubjectsOf),
  ]
  const vars = variablesOf(app, {
    pushRole: arnOf(app[roleVariables.AWS_PUSH_ROLE_ARN]),
    deployRole: arnOf(app[roleVariables.AWS_DEPLOY_ROLE_ARN]),
    region: 'us-east-1',
  })
  const verdicts = verify(app, {
    roles,
    assumptions: assumptionsOf(readWorkflows('.'), { app, vars }),
  })
  for (const line of linesOf(verdicts, process.stdout)) console.log(line)
  const problem = problemIn(verdicts)
  if (problem) throw new Error(problem)
  console.log('every job that takes on a role is let in, and nobody else')
}

/** The account does not matter to who is let in. */
const account = '000000000000'

const arnOf = (role: string) => `arn:aws:iam::${account}:role/${role}`

function trusted(app: App, role: 'pushRole' | 'deployRole', subjects: (app: App) => string[]) {
  const values = { APP_NAME: app.name, ACCOUNT_ID: account, REGION: 'us-east-1' }
  const { githubTrust } = readPolicies({ ...values, GITHUB_SUBJECTS: subjects(app) })
  return { name: app[role], arn: arnOf(app[role]), trust: readTrust(githubTrust) }
}

await main('verify:oidc', verifyOidc)
