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
import { type Combination, suffixOf } from '../workflow/matrix.ts'
import { calledFile, inJob, type Job, type Permissions, type Workflow } from '../workflow/model.ts'
import { combinationsIn } from '../workflow/strategy.ts'
import { inputValues } from '../workflow/workflow-inputs.ts'

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
  /** The permissions of a job that names none. */
  inherited?: Permissions
  contexts: Record<string, Value>
  secrets: Record<string, string>
}

/** The values that are known before a workflow runs. */
export interface KnownValues {
  app: App
  vars: Record<string, string>
  secrets: Record<string, string>
}

/** Lists every job that assumes a role with a token, once for each event under which it runs. */
export function assumptionsOf(workflows: Workflow[], known: KnownValues): Assumption[] {
  const { app, vars } = known
  return workflows.flatMap((workflow) =>
    eventsOf(workflow, app.branch).flatMap((event) =>
      jobsIn({
        workflow,
        event,
        most: { 'id-token': 'write' },
        contexts: {
          vars,
          inputs: event.name === 'workflow_dispatch' ? defaultsOf(workflow) : {},
          github: githubOf(app, workflow, event),
        },
        secrets: known.secrets,
      }),
    ),
  )

  function jobsIn(call: Call): Assumption[] {
    const scope: Scope = { contexts: { ...call.contexts, env: call.workflow.env } }
    return Object.values(call.workflow.jobs).flatMap((job) =>
      inJob(call.workflow, job, () => {
        if (!mayRun(job, scope)) return []
        return knownCombinations(job, scope).flatMap((matrix) =>
          job.uses === undefined
            ? inputsOf(job, call, matrix)
            : called(job, call, { ...scope.contexts, matrix }),
        )
      }),
    )
  }

  function called(job: Job, call: Call, contexts: Record<string, Value>): Assumption[] {
    const workflow = workflows.find(({ file }) => file === calledFile(job.uses!))
    if (!workflow)
      throw new Error(
        `it calls ${job.uses}, which is not in this repository: the roles of its jobs are not known`,
      )
    const scope: Scope = { contexts: { ...contexts, ...unknownYet } }
    const inputs = inputValues(workflow.inputs.workflow_call!, fillAll(job.with, scope))
    const withSecrets: Scope = { contexts: { ...scope.contexts, secrets: call.secrets } }
    return jobsIn({
      ...call,
      workflow,
      most: job.permissions ?? call.inherited,
      inherited: job.permissions ?? call.inherited,
      contexts: { ...call.contexts, inputs },
      secrets: job.secrets === 'inherit' ? call.secrets : fillAll(job.secrets, withSecrets),
    })
  }

  function inputsOf(job: Job, call: Call, matrix: Combination): Assumption[] {
    const { workflow, event, most, contexts, secrets } = call
    const steps = job.steps.filter(({ uses }) => isConfigureCredentials(uses))
    return steps.flatMap((step) => {
      const missing: string[] = []
      const scope: Scope = {
        contexts: { ...contexts, ...unknownYet, secrets, matrix, env: {} },
        onMissing: (path) => missing.push(path),
      }
      scope.contexts.env = fillAll({ ...workflow.env, ...job.env }, { contexts: scope.contexts })
      const input = readCredentialsInput(fillAll(step.with, scope), step.uses!.split('@')[1]!)
      // An access key needs no token.
      if (step.with['aws-access-key-id'] !== undefined) return []
      return {
        job: `${workflow.file} ${job.id}${suffixOf(matrix)}`,
        event,
        environment: job.environment && fillText(job.environment, scope),
        hasToken: maySign(job.permissions ?? call.inherited) && maySign(most),
        input,
        missing,
        workflow: workflow.name,
        file: workflow.file,
      }
    })
  }
}

/** The contexts whose members are known only while a workflow runs. */
const unknownYet = { needs: {}, steps: {}, job: {}, runner: {}, strategy: {} }

/** A matrix that an earlier job gives has values that are not known yet. */
function knownCombinations(job: Job, scope: Scope): Combination[] {
  try {
    return combinationsIn(job, scope)
  } catch {
    return [{}]
  }
}

const fillAll = (values: Record<string, string>, scope: Scope): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, fillText(value, scope)]))

const defaultsOf = ({ inputs }: Workflow): Record<string, string> =>
  Object.fromEntries(
    Object.entries(inputs.workflow_dispatch!).map(([name, input]) => [name, input.default ?? '']),
  )

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
function githubOf(app: App, workflow: Workflow, event: Event): Record<string, Value> {
  const { name, ref, action = null, isFork = false } = event
  const [login = '', repository = ''] = app.repository!.split('/')
  const full_name = isFork ? `somebody/${repository}` : app.repository!
  const pull_request = { head: { repo: { full_name, fork: isFork } }, base: { ref: app.branch } }
  return {
    event_name: name,
    ref,
    ref_name: ref.replace(/^refs\/\w+\//, ''),
    ref_type: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    repository: app.repository!,
    repository_owner: login,
    workflow: workflow.name,
    event: { action, ...(name === 'pull_request' && { pull_request, number: 1 }) },
  }
}
