import { ECSClient } from '@aws-sdk/client-ecs'
import { IAMClient } from '@aws-sdk/client-iam'
import { type App, readApp } from './release/app.ts'
import { connect } from './release/aws.ts'
import { type Call, main } from './release/cli.ts'
import { rehearsalEnvironment } from './release/environment.ts'
import { readRelease } from './release/git.ts'
import { rolesOf } from './release/roles.ts'
import { run } from './release/run.ts'
import { readVariables } from './release/variables.ts'
import { callVerb } from './rehearse/call-verb.ts'
import { startEmulator } from './rehearse/emulator.ts'
import { Show } from './rehearse/show.ts'
import { findPlace, placeValues } from './resources/account.ts'
import type { VerbName } from './verbs.ts'
import { createAccessKey, keySecretsOf, removeUser, secretsWith } from './workflow/access-key.ts'
import { assumes } from './workflow/assumes.ts'
import { machineEnvironment } from './workflow/context.ts'
import { withCalled } from './workflow/files.ts'
import { logTo } from './workflow/log.ts'
import { type Prepared, prepareWorkflow } from './workflow/prepare.ts'
import { runWorkflow } from './workflow/rehearsal.ts'
import type { JobResult } from './workflow/run.ts'
import { checkSettled, listDeployments } from './workflow/settled.ts'

/** Runs a workflow as its event would on GitHub, against the emulator. */
async function rehearseWorkflow({ words, stream }: Call): Promise<void> {
  const [file = 'deploy.yml'] = words
  const userEnv = process.env
  process.env = rehearsalEnvironment(userEnv)
  const app = readApp(process.env)
  const prepared = await prepareWorkflow(file, { app, env: { ...userEnv, REGISTRIES: '' } })
  const { workflow, event, own } = prepared
  const show = new Show(stream)
  printActions(show, prepared)

  await callStep(show, 'setup')
  await show.step('emulator', startEmulator)
  const vars = { ...own.vars }
  for (const environment of app.environments)
    Object.assign(vars, await bootstrap(show, environment))
  if (updatesService(prepared)) await releaseFirst(show)
  const before = await listDeployments(new ECSClient())
  const userName = `${app.name}-rehearsal`
  let results: Record<string, JobResult>
  try {
    results = await runWorkflow({
      ...prepared,
      app,
      root: '.',
      sha: await run('git', ['rev-parse', 'HEAD']),
      vars,
      secrets: { ...own.secrets, ...(await accessKeys(app, userName, prepared)) },
      machine: machineEnvironment(process.env, process.env.AWS_ENDPOINT_URL),
      log: logTo(show),
    })
  } finally {
    await removeUser(new IAMClient(), userName)
  }
  await checkSettled(new ECSClient(), workflow.file, before)
  show.print(`
${workflow.file} succeeds for ${app.name}, on ${event.label}: ${credentialed(prepared, results)}.`)
}

/** The jobs that have got credentials: others show nothing about roles. */
function credentialed(
  { workflow, workflows }: Prepared,
  results: Record<string, JobResult>,
): string {
  const ids = Object.values(workflow.jobs)
    .filter((job) => assumes(job, workflows) && results[job.id]!.result === 'success')
    .map(({ id }) => id)
  return ids.length > 0 ? `job ${ids.join(' and ')} got credentials` : 'no job got credentials'
}

const callStep = (show: Show, verb: VerbName, env = process.env, lines: string[] = []) =>
  show.step(verb, (step) =>
    callVerb(verb, {
      step: { ...step, print: (line) => lines.push(line) && step.progress(line) },
      env,
    }),
  )

/** Runs bootstrap for an environment, and returns the variables that an administrator would set on GitHub. */
async function bootstrap(show: Show, environment: string): Promise<Record<string, string>> {
  const lines: string[] = []
  show.heading(`for ${environment}`)
  await callStep(show, 'bootstrap', { ...process.env, ENVIRONMENT: environment }, lines)
  return readVariables(lines)
}

function printActions(show: Show, { workflow, actions }: Prepared): void {
  show.heading('actions', `as ${workflow.file} names them`)
  for (const [uses, { about }] of actions)
    show.print(`  ${uses.replace(/@[0-9a-f]{40}$/, '')}: ${about}`)
}

/** The action updates a service that was created before. */
const updatesService = ({ workflow, workflows }: Prepared) =>
  withCalled(workflow, workflows)
    .flatMap(({ jobs }) => Object.values(jobs))
    .flatMap(({ steps }) => steps)
    .some((step) => /\/amazon-ecs-deploy-task-definition@/.test(step.uses ?? ''))

/** Creates the services as an administrator, as they are on AWS before the workflow runs. */
async function releaseFirst(show: Show): Promise<void> {
  const { version, revision } = await readRelease()
  const env = { ...process.env, RELEASE_VERSION: version, RELEASE_REVISION: revision }
  for (const verb of ['push', 'register', 'deploy'] as const) await callStep(show, verb, env)
}

/** An access key may do what both roles may. */
async function accessKeys(
  app: App,
  userName: string,
  { workflow, workflows }: Prepared,
): Promise<Record<string, string>> {
  const names = keySecretsOf(withCalled(workflow, workflows))
  if (names.ids.length === 0) return {}
  const roles = rolesOf(app, placeValues(app, await findPlace({ aws: connect() })))
  const policies = { ...roles.push.policies, ...roles.deploy.policies }
  return secretsWith(names, await createAccessKey(new IAMClient(), userName, policies))
}

await main('rehearse:workflow', rehearseWorkflow)
