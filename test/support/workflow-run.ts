import { execFileSync } from 'node:child_process'
import type { App } from '../../scripts/release/app.ts'
import { optionalVariables, requiredVariables } from '../../scripts/release/variables.ts'
import { ActionRepositories } from '../../scripts/workflow/actions/repository.ts'
import { resolveActions } from '../../scripts/workflow/actions/resolve.ts'
import { checkWorkflow } from '../../scripts/workflow/check.ts'
import { machineEnvironment } from '../../scripts/workflow/context.ts'
import { rehearsedEvent } from '../../scripts/workflow/events.ts'
import { readWorkflow } from '../../scripts/workflow/read-workflow.ts'
import { runWorkflow } from '../../scripts/workflow/rehearsal.ts'
import type { Log } from '../../scripts/workflow/run.ts'
import { inputValues } from '../../scripts/workflow/workflow-inputs.ts'

export interface WorkflowRun {
  app: App
  /** The checkout with the application and its own actions. */
  root: string
  endpoint: string
  /** The variables of the repository on GitHub. */
  vars?: Record<string, string>
  secrets?: Record<string, string>
  /** The user's own values. */
  env?: NodeJS.ProcessEnv
  /** Other workflows of the repository, by file. */
  others?: Record<string, string>
  /** Gives actions of other repositories; without one there are stand-ins only. */
  repositories?: ActionRepositories
}

/** Rehearses the text of a workflow, offline, and returns what it printed. */
export async function rehearseText(file: string, text: string, given: WorkflowRun) {
  const { app, root, endpoint, vars = {}, secrets = {}, env = {}, others = {} } = given
  const { repositories = new ActionRepositories('/nonexistent', undefined) } = given
  const lines: string[] = []
  try {
    const workflow = readWorkflow(file, text)
    const called = Object.entries(others).map(([name, other]) => readWorkflow(name, other))
    const workflows = [...called, workflow]
    const steps = workflows.flatMap(({ jobs }) => Object.values(jobs).flatMap((job) => job.steps))
    const resolution = await resolveActions(steps, { root, repositories })
    const known = [...requiredVariables, ...optionalVariables, ...Object.keys(vars)]
    const isDispatch = rehearsedEvent(workflow, 'main')?.name === 'workflow_dispatch'
    const checked = { vars: known, secrets, env, workflows, resolution, isDispatch }
    const own = checkWorkflow(workflow, checked)
    const results = await runWorkflow({
      app,
      workflow,
      workflows,
      actions: resolution.actions,
      root,
      event: rehearsedEvent(workflow, 'main')!,
      sha: execFileSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim(),
      vars: { ...own.vars, ...vars },
      secrets: own.secrets,
      inputs: isDispatch ? inputValues(workflow.inputs.workflow_dispatch!, own.inputs) : {},
      machine: machineEnvironment(process.env, endpoint),
      log: logInto(lines),
    })
    return { lines, results, error: undefined }
  } catch (error) {
    return { lines, results: undefined, error: (error as Error).message }
  }
}

const logInto = (lines: string[]): Log => ({
  job: (name, about) => lines.push(`job ${name}${about ? `: ${about}` : ''}`),
  print: (line) => lines.push(line.trim()),
  step: async (name, act) => {
    try {
      lines.push(`ok ${name}: ${await act(() => {})}`)
    } catch (error) {
      lines.push(`failed ${name}`)
      throw error
    }
  },
})
