import type { App } from '../release/app.ts'
import {
  type CredentialsInput,
  isConfigureCredentials,
  readCredentialsInput,
} from '../workflow/actions/credentials-input.ts'
import { type Event, eventsOf } from '../workflow/events.ts'
import { fillText, isMet, type Scope, sourceOf, type Value } from '../workflow/expression.ts'
import { parseExpression } from '../workflow/expression-parser.ts'
import { inJob, type Job, type Permissions, type Workflow } from '../workflow/model.ts'

/** A job that takes on a role, for one of the events that begin it. */
export interface Assumption {
  /** `deploy.yml deploy`. */
  job: string
  event: Event
  environment: string | undefined
  /** Whether GitHub gives the job a token at all. */
  hasToken: boolean
  input: CredentialsInput
  /** What the step's inputs read and nobody has set, as GitHub does not say: `vars.AWS_ROLE`. */
  missing: string[]
  workflow: string
  file: string
}

interface Call {
  workflow: Workflow
  event: Event
  /** What the caller lets the called workflow's jobs have. */
  most: Permissions
  contexts: Record<string, Value>
}

/** Every job of every workflow that takes on a role, once for each event under which it runs. */
export function assumptionsOf(
  workflows: Workflow[],
  { app, vars }: { app: App; vars: Record<string, string> },
): Assumption[] {
  return workflows.flatMap((workflow) =>
    eventsOf(workflow, app.branch).flatMap((event) =>
      jobsIn({
        workflow,
        event,
        most: { 'id-token': 'write' },
        contexts: { vars, github: githubOf(app, workflow, event) },
      }),
    ),
  )

  function jobsIn(call: Call): Assumption[] {
    const scope: Scope = { contexts: { ...call.contexts, env: call.workflow.env } }
    return Object.values(call.workflow.jobs).flatMap((job) =>
      inJob(call.workflow, job, () => {
        if (!mayRun(job, scope)) return []
        return job.uses === undefined ? inputsOf(job, call, scope) : called(job, call)
      }),
    )
  }

  function called(job: Job, call: Call): Assumption[] {
    const file = /^\.\/\.github\/workflows\/(.+)$/.exec(job.uses!)?.[1]
    const workflow = workflows.find((one) => one.file === file)
    if (!workflow)
      throw new Error(
        `it calls ${job.uses}, which is not in this repository: whose role its jobs take on is not known`,
      )
    return jobsIn({ ...call, workflow, most: job.permissions })
  }
}

function inputsOf(job: Job, { workflow, event, most }: Call, scope: Scope): Assumption[] {
  const steps = job.steps.filter(({ uses }) => isConfigureCredentials(uses))
  return steps.map((step) => {
    const missing: string[] = []
    const heard: Scope = { ...scope, onMissing: (path) => missing.push(path) }
    const filled = Object.entries(step.with).map(([name, value]) => [name, fillText(value, heard)])
    return {
      job: `${workflow.file} ${job.id}`,
      event,
      environment: job.environment && fillText(job.environment, scope),
      hasToken: maySign(job.permissions) && maySign(most),
      input: readCredentialsInput(Object.fromEntries(filled)),
      missing,
      workflow: workflow.name,
      file: workflow.file,
    }
  })
}

const maySign = (permissions: Permissions) => permissions?.['id-token'] === 'write'

/** A condition that hangs on what happens before is taken to hold. */
function mayRun(job: Job, scope: Scope): boolean {
  if (job.if !== undefined) parseExpression(sourceOf(job.if))
  try {
    return isMet(job.if, scope)
  } catch {
    return true
  }
}

/** What of the context `github` is known before anything runs. */
function githubOf(app: App, workflow: Workflow, { name, ref }: Event): Record<string, string> {
  return {
    event_name: name,
    ref,
    ref_name: ref.replace(/^refs\/\w+\//, ''),
    ref_type: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    repository: app.repository!,
    repository_owner: app.repository!.split('/')[0]!,
    workflow: workflow.name,
  }
}
