import { type App, readApp } from './release/app.ts'
import { type Call, main } from './release/cli.ts'
import { rehearsalEnvironment } from './release/environment.ts'
import { BadInput } from './release/exit-codes.ts'
import { run } from './release/run.ts'
import { requiredVariables, optionalVariables, readVariables } from './release/variables.ts'
import { callVerb } from './rehearse/call-verb.ts'
import { startEmulator } from './rehearse/emulator.ts'
import { Show } from './rehearse/show.ts'
import { checkWorkflow } from './workflow/check.ts'
import { machineEnvironment } from './workflow/context.ts'
import { startsOnPush } from './workflow/events.ts'
import { readWorkflows } from './workflow/files.ts'
import { logTo } from './workflow/log.ts'
import { runWorkflow } from './workflow/rehearsal.ts'

const file = 'deploy.yml'

/** Runs the workflow that deploys as a push to its branch would on GitHub, against the emulator. */
async function rehearseWorkflow({ stream }: Call): Promise<void> {
  const userEnv = process.env
  process.env = rehearsalEnvironment(userEnv)
  const app = readApp(process.env)
  const { workflow, own } = readAndCheck(app, { ...userEnv, REGISTRIES: '' })
  const show = new Show(stream)

  await show.step('setup', (step) => callVerb('setup', { step, env: process.env }))
  await show.step('emulator', startEmulator)
  const vars = { ...own.vars }
  for (const environment of app.environments)
    Object.assign(vars, await bootstrap(show, environment))
  await runWorkflow({
    app,
    workflow,
    root: '.',
    event: eventOf(app),
    sha: await run('git', ['rev-parse', 'HEAD']),
    vars,
    secrets: own.secrets,
    machine: machineEnvironment(process.env, process.env.AWS_ENDPOINT_URL),
    log: logTo(show),
  })
  show.print(`\n${file} deploys ${app.name}: every job that assumes a role has run.`)
}

const eventOf = ({ branch }: App) => ({
  name: 'push',
  ref: `refs/heads/${branch}`,
  label: `push to ${branch}`,
})

/** Rejects what cannot be rehearsed before anything has run. */
function readAndCheck(app: App, env: NodeJS.ProcessEnv) {
  const workflows = readWorkflows('.')
  const workflow = workflows.find((one) => one.file === file)
  if (!workflow) throw new BadInput(`there is no .github/workflows/${file}`)
  if (!startsOnPush(workflow, app.branch))
    throw new BadInput(`${file} does not start on a push to ${app.branch}: see its \`on\``)
  const vars = [...requiredVariables, ...optionalVariables]
  return { workflow, own: checkWorkflow(workflow, { vars, env, workflows }) }
}

/** Runs bootstrap for an environment, and returns the variables that an administrator would set on GitHub. */
async function bootstrap(show: Show, environment: string): Promise<Record<string, string>> {
  const lines: string[] = []
  await show.step(`bootstrap of ${environment}`, (step) =>
    callVerb('bootstrap', {
      step: { ...step, print: (line) => lines.push(line) && step.progress(line) },
      env: { ...process.env, ENVIRONMENT: environment },
    }),
  )
  return readVariables(lines)
}

await main('rehearse:workflow', rehearseWorkflow)
