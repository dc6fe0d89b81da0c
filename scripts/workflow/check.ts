import { deployRoleVariable, ownVariables } from '../release/variables.ts'
import { isConfigureCredentials } from './actions/credentials-input.ts'
import { requireAction } from './actions/index.ts'
import { onlyKnown } from './actions/inputs.ts'
import { parseExpression, type Read, readsOf, sourceOf, sourcesIn } from './expression.ts'
import { inJob, type Job, type Mapping, type Step, type Workflow } from './model.ts'
import { inOrder } from './order.ts'
import { knownShells } from './shell-step.ts'

/** The values that are known before a workflow runs. */
export interface Known {
  /** The variables that bootstrap prints. */
  vars: string[]
  /** The environment with the user's own variables and secrets. */
  env: NodeJS.ProcessEnv
  workflows: Workflow[]
}

/** The user's own values that a workflow reads. */
export interface Own {
  vars: Record<string, string>
  secrets: Record<string, string>
}

/**
 * Rejects what cannot be rehearsed before anything runs. Returns the user's own variables and
 * secrets, from the environment.
 */
export function checkWorkflow(workflow: Workflow, all: Known): Own {
  const own: Own = { vars: {}, secrets: {} }
  const jobs = inOrder(workflow)
  const ofEnvironments = jobs
    .flatMap(({ environment }) => environment ?? [])
    .map(deployRoleVariable)
  for (const job of jobs)
    inJob(workflow, job, () => checkJob(job, workflow.env, { ...all, ofEnvironments, own }))
  return own
}

/** `ofEnvironments` are the variables of the jobs' environments: without its own, a job is skipped. */
type Checking = Known & { ofEnvironments: string[]; own: Own }

/** Checks for a job that assumes a role. A rehearsal that skips one is an error. */
export const assumes = ({ steps }: Job) => steps.some(({ uses }) => isConfigureCredentials(uses))

/** https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#context-availability */
const contextsOfCondition = ['vars', 'github', 'needs']
const contexts = [...contextsOfCondition, 'env', 'secrets', 'steps', 'runner']

function checkJob(job: Job, env: Mapping, known: Checking): void {
  const { environment = '' } = job
  checkReads(readsIn(job.if), contextsOfCondition, known)
  checkTexts([environment, ...values(env, job.env, job.outputs)], known)
  if (job.uses !== undefined) checkCall(job.uses, known)
  for (const step of job.steps) checkStep(step, known)
}

function checkStep(step: Step, known: Checking): void {
  const { run = '', name = '', workingDirectory = '', uses, shell } = step
  checkReads(readsIn(step.if), contexts, known)
  checkTexts([run, name, workingDirectory, ...values(step.env, step.with)], known)
  if (uses !== undefined) onlyKnown(uses.split('@')[0]!, step.with, requireAction(uses).inputs)
  if (shell !== undefined && !knownShells.includes(shell))
    throw new Error(`the shell ${shell} cannot be rehearsed: ${knownShells.join(', ')} can`)
}

function checkCall(uses: string, { workflows }: Known): void {
  const file = /^\.\/\.github\/workflows\/(.+)$/.exec(uses)?.[1]
  const called = workflows.find((one) => one.file === file)
  if (!called) throw new Error(`it calls ${uses}, which is not in this repository`)
  const assuming = Object.values(called.jobs).find(assumes)
  if (assuming)
    throw new Error(
      `it calls ${uses}, whose job ${assuming.id} assumes a role: that cannot be rehearsed`,
    )
}

const readsIn = (condition: string | undefined): Read[] =>
  condition === undefined ? [] : readsOf(parseExpression(sourceOf(condition)))

function checkTexts(texts: string[], known: Checking): void {
  for (const source of texts.flatMap(sourcesIn))
    checkReads(readsOf(parseExpression(source)), contexts, known)
}

/** GitHub reads a variable that is not set as an empty text, without a message. */
function checkReads(
  reads: Read[],
  may: string[],
  { vars, ofEnvironments, env, own }: Checking,
): void {
  for (const { context, member } of reads) {
    if (!may.includes(context))
      throw new Error(
        `the context \`${context}\` cannot be rehearsed here; known are ${may.join(', ')}`,
      )
    if (member === undefined || (context !== 'vars' && context !== 'secrets')) continue
    if (context === 'vars' && [...vars, ...ofEnvironments].includes(member)) continue
    const value = env[member] ?? (ownVariables.includes(member) ? '' : undefined)
    if (value === undefined)
      throw new Error(
        `it reads ${context}.${member}, which is not set: bootstrap prints ${vars.join(', ')}; your own values are read from the environment or .env`,
      )
    own[context][member] = value
  }
}

const values = (...mappings: Mapping[]) => mappings.flatMap((mapping) => Object.values(mapping))
