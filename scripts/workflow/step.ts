import { join } from 'node:path'
import type { Javascript } from './actions/metadata.ts'
import { runComposite } from './composite-action.ts'
import { fillText } from './expression.ts'
import { fillAllForStep, fillForStep, type Frame } from './frame.ts'
import { addPostStep, type JavascriptStep, runJavascript } from './javascript-action.ts'
import { runLogged } from './logged.ts'
import type { Step } from './model.ts'
import type { Resolved, StandIn } from './run.ts'
import { runScript } from './shell-step.ts'
import { environmentOfStep, titleOf } from './step-environment.ts'

/** Runs a step until it ends, or until its `timeout-minutes` are over. */
export async function runStep(
  outer: Frame,
  step: Step,
  outputs: Record<string, string>,
): Promise<void> {
  const minutes = step.timeoutMinutes && Number(fillText(step.timeoutMinutes, outer.scope()))
  if (!minutes) return start(outer, step, outputs)
  const timeout = AbortSignal.timeout(minutes * 60_000)
  const signal = outer.signal ? AbortSignal.any([outer.signal, timeout]) : timeout
  return start({ ...outer, signal }, step, outputs).catch((cause: Error) => {
    const name = titleOf(outer, step)
    if (!timeout.aborted) throw cause
    throw new Error(`The action '${name}' has timed out after ${minutes} minutes.`, { cause })
  })
}

async function start(frame: Frame, step: Step, outputs: Record<string, string>): Promise<void> {
  const { job } = frame
  const title = titleOf(frame, step)
  if (step.uses === undefined)
    return runLogged(job, title, async (onLine) => {
      await runScriptOf(frame, step, { outputs, onLine })
      return ''
    })
  const resolved = job.run.actions.get(step.uses)!
  if ('standIn' in resolved)
    return runLogged(job, title, (progress) =>
      callStandIn(frame, step, { standIn: resolved.standIn, outputs, progress }),
    )
  const javascript = javascriptStep(step, resolved, outputs)
  if (!javascript) return runComposite(frame, { step, action: resolved.action, outputs })
  javascript.state = job.states.get(step) ?? {}
  addPostStep(frame, javascript)
  return runLogged(job, title, (onLine) =>
    runJavascript(frame, javascript, { phase: 'main', onLine }),
  )
}

/** Undefined if the action of a step is not a program of Node. */
export function javascriptStep(
  step: Step,
  resolved: Resolved | undefined,
  outputs: Record<string, string> = {},
): JavascriptStep | undefined {
  if (!resolved || !('action' in resolved)) return undefined
  const { action } = resolved
  if (action.metadata.runs.using !== 'node') return undefined
  return { step, action: action as JavascriptStep['action'], state: {}, outputs }
}

/** The pre steps of actions of other repositories run before the job's first step. */
export async function runPreStep(frame: Frame, step: Step): Promise<void> {
  const javascript = javascriptStep(step, frame.job.run.actions.get(step.uses ?? ''))
  const runs: Javascript | undefined = javascript?.action.metadata.runs
  if (!javascript || runs?.pre === undefined || !javascript.action.name) return
  frame.job.states.set(step, javascript.state)
  await runLogged(frame.job, `Pre ${titleOf(frame, step)}`, (onLine) =>
    runJavascript(frame, javascript, { phase: 'pre', onLine }),
  )
}

interface Running {
  outputs: Record<string, string>
  onLine: (line: string) => void
}

async function runScriptOf(frame: Frame, step: Step, { outputs, onLine }: Running): Promise<void> {
  const { job, defaults, signal } = frame
  const scope = frame.scope()
  const folder = step.workingDirectory ?? defaults.workingDirectory ?? '.'
  const shell = step.shell ?? defaults.shell
  await runScript(
    {
      text: fillForStep(step.run!, scope, job),
      shell: shell && fillText(shell, scope),
      folder: join(job.workspace, fillText(folder, scope)),
      env: environmentOfStep(frame, step),
      outputs,
      state: {},
      signal,
      onLine,
    },
    job,
  )
}

function callStandIn(
  frame: Frame,
  step: Step,
  {
    standIn,
    outputs,
    progress,
  }: { standIn: StandIn; outputs: Record<string, string>; progress: (line: string) => void },
): Promise<string> {
  const { job } = frame
  return standIn.act({
    inputs: fillAllForStep(step.with, frame.scope(), job),
    job,
    ref: step.uses!.split('@')[1] ?? '',
    env: environmentOfStep(frame, step),
    outputs,
    progress,
  })
}
