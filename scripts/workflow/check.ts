import { BadInput } from '../release/exit-codes.ts'
import { deployRoleVariable } from '../release/variables.ts'
import type { Resolution } from './actions/resolve.ts'
import { isRehearsed } from './assumes.ts'
import { checkedContexts } from './check-contexts.ts'
import { checkReads, type Own, type Reading } from './check-reads.ts'
import { calledFile, type Job, type Mapping, type Step, type Workflow } from './model.ts'
import { inOrder } from './order.ts'
import { isKnownShell, unknownShell } from './shell-step.ts'

/** The values that are known before a workflow runs. */
export interface Known {
  /** The variables that bootstrap prints. */
  vars: string[]
  /** Secrets that the rehearsal creates. */
  secrets: Record<string, string>
  /** The environment with the user's own variables, secrets and inputs. */
  env: NodeJS.ProcessEnv
  workflows: Workflow[]
  resolution: Resolution
  /** False for an event without inputs, such as a push. */
  isDispatch: boolean
}

type Checking = Known & Reading

/**
 * Rejects everything that cannot be rehearsed before anything runs. Returns the user's own variables,
 * secrets and inputs, from the environment.
 */
export function checkWorkflow(workflow: Workflow, known: Known): Own {
  const own: Own = { vars: {}, secrets: { ...known.secrets }, inputs: {} }
  const problems = problemsIn(workflow, known, own)
  if (problems.length > 0)
    throw new BadInput(
      [`${workflow.file} cannot be rehearsed:`, ...problems.map((one) => `  ${one}`)].join('\n'),
    )
  return own
}

function problemsIn(workflow: Workflow, known: Known, own: Own, caller?: Job): string[] {
  const environments = Object.values(workflow.jobs).flatMap(({ environment }) => environment ?? [])
  const checking: Checking = {
    ...known,
    own,
    vars: [...known.vars, ...environments.map(deployRoleVariable)],
    secretsAreGiven: caller !== undefined && caller.secrets !== 'inherit',
    requiredInputs: caller || !known.isDispatch ? [] : requiredIn(workflow),
  }
  return inOrder(workflow).flatMap((job) => [
    ...problemsOf(`job ${job.id}`, () => checkJob(job, workflow, { ...checking, caller })),
    ...job.steps.flatMap((step, index) =>
      problemsOf(`job ${job.id}, step ${step.name ?? step.id ?? index + 1}`, () =>
        checkStep(step, checking),
      ),
    ),
    ...calledProblems(job, known, own),
  ])
}

const requiredIn = ({ inputs }: Workflow): string[] =>
  Object.entries(inputs.workflow_dispatch!)
    .filter(([, input]) => input.isRequired && input.default === undefined)
    .map(([name]) => name)

function problemsOf(where: string, act: () => void): string[] {
  try {
    act()
    return []
  } catch (error) {
    return [`${where}: ${(error as Error).message}`]
  }
}

function checkJob(
  job: Job,
  workflow: Workflow,
  known: Checking & { caller: Job | undefined },
): void {
  const [member] = job.unsupported
  if (member) throw new Error(`\`${member}\` cannot be rehearsed`)
  if (job.uses === undefined) checkRunner(job.runsOn)
  for (const { shell } of [workflow.defaults, job.defaults]) checkShell(shell)
  checkPermissions(job, known.caller)
  const { workflow: atTop, if: condition, strategy, env, outputs } = checkedContexts
  checkReads(values(workflow.env), atTop, known)
  checkReads([], condition, known, job.if)
  checkReads(textsIn(job.matrix), condition, known)
  const own = [job.environment, job.timeoutMinutes, job.continueOnError, job.name]
  checkReads([...own.flatMap((one) => one ?? []), ...values(job.with)], strategy, known)
  checkReads(values(job.env, job.secrets === 'inherit' ? {} : job.secrets), env, known)
  checkReads(values(job.outputs), outputs, known)
}

function checkRunner(runsOn: string | undefined): void {
  if (runsOn === undefined) throw new Error('Required property is missing: runs-on')
  if (/windows|macos/i.test(runsOn) && !runsOn.includes('${{'))
    throw new Error(`a job on ${runsOn} cannot be rehearsed: one on Linux can`)
}

/** GitHub rejects a called workflow that requests more than the calling job has. */
function checkPermissions({ id, permissions }: Job, caller: Job | undefined): void {
  const may = caller?.permissions?.['id-token'] ?? 'none'
  if (caller && permissions?.['id-token'] === 'write' && may !== 'write')
    throw new Error(
      `The nested job '${id}' is requesting 'id-token: write', but is only allowed 'id-token: ${may}'.`,
    )
}

function checkStep(step: Step, known: Checking): void {
  const { run = '', name = '', workingDirectory = '', uses, shell } = step
  checkReads([], checkedContexts.stepIf, known, step.if)
  const texts = [run, name, workingDirectory, step.continueOnError, step.timeoutMinutes ?? '']
  checkReads([...texts, ...values(step.env, step.with)], checkedContexts.step, known)
  if (uses !== undefined) checkUses(uses, step.with, known)
  checkShell(shell)
  if (/\bnpm run (rehearse|dev)\b/.test(run))
    throw new Error('a rehearsal in a rehearsal is not possible')
}

function checkShell(shell: string | undefined): void {
  if (shell !== undefined && !isKnownShell(shell) && !shell.includes('${{'))
    throw new Error(unknownShell(shell))
}

/** An unknown input of a stand-in might change what happens. */
function checkUses(uses: string, inputs: Mapping, { resolution }: Known): void {
  const problem = resolution.problems.get(uses)
  if (problem) throw new Error(problem)
  const resolved = resolution.actions.get(uses)!
  if ('action' in resolved) {
    const { runs } = resolved.action.metadata
    if (runs.using === 'composite')
      for (const step of runs.steps)
        if (step.uses !== undefined) checkUses(step.uses, step.with, { resolution } as Known)
    return
  }
  const { inputs: names } = resolved.standIn
  const stray = Object.keys(inputs).find((name) => !names.includes(name))
  if (stray)
    throw new Error(
      `the input \`${stray}\` of ${uses.split('@')[0]} cannot be rehearsed; known are ${names.join(', ')}`,
    )
}

function calledProblems({ uses, ...job }: Job, known: Known, own: Own): string[] {
  if (uses === undefined) return []
  const called = known.workflows.find(({ file }) => file === calledFile(uses))
  if (!called) return [`job ${job.id}: it calls ${uses}, which is not in this repository`]
  if (!isRehearsed(uses, known.workflows)) return []
  const inner = problemsIn(called, known, own, { ...job, uses })
  return inner.map((problem) => `job ${job.id} / ${problem}`)
}

const values = (...mappings: Mapping[]) => mappings.flatMap((mapping) => Object.values(mapping))

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsIn) : []
}
