import { actionOf } from './actions/index.ts'
import { isConfigureCredentials } from './actions/credentials-input.ts'
import { parseExpression } from './expression-parser.ts'
import type { Job, Mapping, Step, Workflow } from './model.ts'
import { inOrder } from './order.ts'
import { knownShells } from './shell-step.ts'

/** What is known before anything runs. */
export interface Known {
  /** The variables that bootstrap gives, or may give. */
  vars: string[]
  /** Where the user's own variables and secrets are. */
  env: NodeJS.ProcessEnv
  workflows: Workflow[]
}

/** The user's own values that a workflow reads. */
export interface Own {
  vars: Record<string, string>
  secrets: Record<string, string>
}

/**
 * Names what cannot be rehearsed before anything has happened, rather than in the middle. Gives the
 * variables and secrets that are the user's own, from the environment.
 */
export function checkWorkflow(workflow: Workflow, all: Known): Own {
  const own: Own = { vars: {}, secrets: {} }
  const known = { ...all, own }
  for (const job of inOrder(workflow)) {
    const at = `${workflow.file} ${job.id}`
    checkTexts(at, known, [
      ...values(workflow.env, job.env, job.outputs),
      job.environment,
      asExpression(job.if),
    ])
    if (job.uses !== undefined) checkCall(job, at, known)
    for (const step of job.steps) checkStep(step, { at, known })
  }
  return own
}

type Checking = Known & { own: Own }

/** The jobs that take on a role: a rehearsal in which one of them is skipped has shown nothing. */
export const assumes = ({ steps }: Job) => steps.some(({ uses }) => isConfigureCredentials(uses))

function checkStep(step: Step, { at, known }: { at: string; known: Checking }): void {
  checkTexts(at, known, [
    ...values(step.env, step.with),
    step.run,
    step.name,
    step.workingDirectory,
    asExpression(step.if),
  ])
  if (step.uses !== undefined) actionOf(step.uses)
  if (step.shell !== undefined && !knownShells.includes(step.shell))
    throw new Error(
      `${at}: the shell ${step.shell} cannot be rehearsed: ${knownShells.join(', ')} can`,
    )
}

function checkCall(job: Job, at: string, { workflows }: Known): void {
  const file = /^\.\/\.github\/workflows\/(.+)$/.exec(job.uses!)?.[1]
  const called = workflows.find((one) => one.file === file)
  if (!called) throw new Error(`${at} calls ${job.uses}, which is not in this repository`)
  const taking = Object.values(called.jobs).find(assumes)
  if (taking)
    throw new Error(
      `${at} calls ${job.uses}, whose job ${taking.id} takes on a role: that is not rehearsed`,
    )
}

function checkTexts(at: string, known: Checking, texts: (string | undefined)[]): void {
  for (const text of texts)
    for (const [, source] of (text ?? '').matchAll(/\$\{\{(.*?)\}\}/gs)) {
      parseExpression(source!)
      checkNames(at, source!, known)
    }
}

/** GitHub takes a variable that nobody set for an empty text, and says nothing. */
function checkNames(at: string, source: string, { vars, env, own }: Checking): void {
  for (const [, context, name = ''] of source.matchAll(/\b(vars|secrets)\.([\w-]+)/g)) {
    if (context === 'vars' && vars.includes(name)) continue
    const value = env[name]
    if (value === undefined)
      throw new Error(
        `${at} reads ${context}.${name}, which is not set: bootstrap gives ${vars.join(', ')}; what is your own is read from the environment or .env`,
      )
    own[context as keyof Own][name] = value
  }
}

const values = (...mappings: Mapping[]) => mappings.flatMap((mapping) => Object.values(mapping))

const asExpression = (condition: string | undefined) =>
  condition === undefined || condition.includes('${{') ? condition : `\${{ ${condition} }}`
