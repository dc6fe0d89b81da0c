import type { App } from '../release/app.ts'
import {
  type CredentialsInput,
  isConfigureCredentials,
  readCredentialsInput,
} from '../workflow/actions/credentials-input.ts'
import { type Event, eventsOf } from '../workflow/events.ts'
import {
  fillText,
  isMet,
  parseExpression,
  type Scope,
  sourceOf,
  type Value,
} from '../workflow/expression.ts'
import { inJob, type Job, type Permissions, type Workflow } from '../workflow/model.ts'

/** A job that assumes a role, for one of the events that start it. */
export interface Assumption {
  /** `deploy.yml deploy`. */
  job: string
  event: Event
  environment: string | undefined
  /** False if GitHub does not give the job a token. */
  hasToken: boolean
  input: CredentialsInput
  /** The variables that the step's inputs read and that are not set: `vars.AWS_ROLE`. */
  missing: string[]
  workflow: string
  file: string
}

interface Call {
  workflow: Workflow
  event: Event
  /** The most permissions that the caller allows the called workflow's jobs. */
  most: Permissions
  contexts: Record<string, Value>
}

/** Lists every job that assumes a role, once for each event under which it runs. */
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
        `it calls ${job.uses}, which is not in this repository: the roles of its jobs are not known`,
      )
    return jobsIn({ ...call, workflow, most: job.permissions })
  }
}

function inputsOf(job: Job, { workflow, event, most }: Call, scope: Scope): Assumption[] {
  const steps = job.steps.filter(({ uses }) => isConfigureCredentials(uses))
  return steps.map((step) => {
    const missing: string[] = []
    const reporting: Scope = { ...scope, onMissing: (path) => missing.push(path) }
    const filled = Object.entries(step.with).map(([name, value]) => [
      name,
      fillText(value, reporting),
    ])
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

/** A condition that depends on earlier jobs counts as true. */
function mayRun(job: Job, scope: Scope): boolean {
  if (job.if !== undefined) parseExpression(sourceOf(job.if))
  try {
    return isMet(job.if, scope)
  } catch {
    return true
  }
}

/** The members of the context `github` that are known before a workflow runs. */
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
