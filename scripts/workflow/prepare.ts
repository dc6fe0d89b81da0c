import { homedir } from 'node:os'
import { basename, join } from 'node:path'
import type { App } from '../release/app.ts'
import { BadInput } from '../release/exit-codes.ts'
import { optionalVariables, requiredVariables } from '../release/variables.ts'
import { keySecretsOf, secretsWith } from './access-key.ts'
import { ActionRepositories } from './actions/repository.ts'
import { resolveActions, type Resolution } from './actions/resolve.ts'
import type { Own } from './check-reads.ts'
import { checkWorkflow } from './check.ts'
import { type Event, rehearsedEvent } from './events.ts'
import type { Value } from './expression.ts'
import { readWorkflows, withCalled } from './files.ts'
import type { Workflow } from './model.ts'
import { inputValues } from './workflow-inputs.ts'

/** A workflow that can be rehearsed. */
export interface Prepared {
  workflow: Workflow
  workflows: Workflow[]
  event: Event
  own: Own
  inputs: Record<string, Value>
  actions: Resolution['actions']
}

/** Reads a workflow of this checkout, and rejects what cannot be rehearsed. Nothing has run yet. */
export async function prepareWorkflow(
  name: string,
  { app, env }: { app: App; env: NodeJS.ProcessEnv },
): Promise<Prepared> {
  const workflows = readWorkflows('.')
  const file = basename(name)
  const workflow = workflows.find((one) => one.file === file)
  if (!workflow)
    throw new BadInput(
      `there is no .github/workflows/${file}; there are ${workflows.map((one) => one.file).join(', ')}`,
    )
  const event = rehearsedEvent(workflow, app.branch)
  if (!event)
    throw new BadInput(
      `no event on ${app.branch} starts ${file}: see its \`on\`; a workflow that others call is rehearsed with its caller`,
    )
  const isDispatch = event.name === 'workflow_dispatch'
  const used = withCalled(workflow, workflows)
  const steps = used.flatMap(({ jobs }) => Object.values(jobs).flatMap((job) => job.steps))
  const resolution = await resolveActions(steps, {
    root: '.',
    repositories: new ActionRepositories(cacheFolder(env), 'https://github.com'),
  })
  const own = checkWorkflow(workflow, {
    vars: [...requiredVariables, ...optionalVariables],
    secrets: secretsWith(keySecretsOf(used), { id: '', secret: '' }),
    env,
    workflows,
    resolution,
    isDispatch,
  })
  const inputs = isDispatch ? inputValues(workflow.inputs.workflow_dispatch!, own.inputs) : {}
  return { workflow, workflows, event, own, inputs, actions: resolution.actions }
}

const cacheFolder = ({ XDG_CACHE_HOME }: NodeJS.ProcessEnv) =>
  join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'docker-cloud/actions')
