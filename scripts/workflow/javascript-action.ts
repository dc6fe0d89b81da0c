import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Javascript } from './actions/metadata.ts'
import { fillText, isMet, type Scope } from './expression.ts'
import { fillAllForStep, type Frame } from './frame.ts'
import { runLogged } from './logged.ts'
import type { Step } from './model.ts'
import { runProgram } from './program.ts'
import type { OwnAction } from './run.ts'
import { environmentOfStep, titleOf } from './step-environment.ts'

/** A step whose action is a program of Node. */
export interface JavascriptStep {
  step: Step
  action: OwnAction & { metadata: { runs: Javascript } }
  /** Passes from the pre step to the step, and from there to the post step. */
  state: Record<string, string>
  outputs: Record<string, string>
}

type Phase = 'pre' | 'main' | 'post'

/** Runs an action with this machine's Node, as the runner does. */
export async function runJavascript(
  frame: Frame,
  { step, action, state, outputs }: JavascriptStep,
  { phase, onLine }: { phase: Phase; onLine: (line: string) => void },
): Promise<string> {
  const { job } = frame
  const scope = frame.scope()
  const folder = await action.place(job)
  const file = join(folder, action.metadata.runs[phase]!)
  if (!existsSync(file)) throw new Error(`File not found: '${file}'`)
  let message: string | undefined
  const inputs = inputsOf({ step, action }, scope, frame)
  if (phase === 'main') for (const line of strayInputs(step, action)) onLine(line)
  const env = {
    ...environmentOfStep(frame, step),
    ...Object.fromEntries(
      Object.entries(inputs).map(([name, value]) => [
        `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
        value,
      ]),
    ),
    ...Object.fromEntries(Object.entries(state).map(([name, value]) => [`STATE_${name}`, value])),
    ...(action.name && {
      GITHUB_ACTION_REPOSITORY: action.name.repository,
      GITHUB_ACTION_REF: action.name.ref,
    }),
  }
  const code = await runProgram(
    {
      program: process.execPath,
      args: ['--no-deprecation', file],
      folder: job.workspace,
      env,
      outputs,
      state,
      signal: frame.signal,
      onLine: (line) => {
        message = /^error: (.*)$/s.exec(line)?.[1] ?? message
        onLine(line)
      },
    },
    job,
  )
  if (code !== 0) throw new Error(message ?? `Process completed with exit code ${code}.`)
  return ''
}

/** The inputs with the defaults of the action. */
function inputsOf(
  { step, action }: Pick<JavascriptStep, 'step' | 'action'>,
  scope: Scope,
  { job }: Frame,
) {
  const defaults = Object.entries(action.metadata.inputs)
    .filter(([name]) => !(name in step.with))
    .map(([name, value]) => [name, fillText(value ?? '', scope)])
  return { ...Object.fromEntries(defaults), ...fillAllForStep(step.with, scope, job) } as Record<
    string,
    string
  >
}

/** GitHub's warning about inputs that the action does not have. */
function strayInputs(step: Step, { metadata }: OwnAction): string[] {
  const known = Object.keys(metadata.inputs)
  const lower = known.map((name) => name.toLowerCase())
  const stray = Object.keys(step.with).filter((name) => !lower.includes(name.toLowerCase()))
  if (stray.length === 0) return []
  const quoted = (names: string[]) => names.map((name) => `'${name}'`).join(', ')
  return [`warning: Unexpected input(s) ${quoted(stray)}, valid inputs are [${quoted(known)}]`]
}

/** Adds the action's post step to those that run at the end of the job. */
export function addPostStep(frame: Frame, step: JavascriptStep): void {
  const { post, postIf } = step.action.metadata.runs
  if (post === undefined) return
  frame.job.posts.push(async () => {
    if (!isMet(postIf, frame.scope())) return
    await runLogged(frame.job, `Post ${titleOf(frame, step.step)}`, (onLine) =>
      runJavascript(frame, step, { phase: 'post', onLine }),
    )
  })
}
