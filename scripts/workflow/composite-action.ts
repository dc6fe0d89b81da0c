import type { Composite } from './actions/metadata.ts'
import { fillText, type Scope, type Value } from './expression.ts'
import { fillAllForStep, type Frame } from './frame.ts'
import type { Step } from './model.ts'
import type { OwnAction, StepResult } from './run.ts'
import { titleOf } from './step-environment.ts'

/** The contexts that the steps of a composite action can read. */
export const compositeContexts = ['github', 'inputs', 'strategy', 'matrix', 'steps', 'job'].concat(
  'runner',
  'env',
)

/** Runs the steps of a composite action, each as one line of the log. */
export async function runComposite(
  frame: Frame,
  { step, action, outputs }: { step: Step; action: OwnAction; outputs: Record<string, string> },
): Promise<void> {
  const { job } = frame
  const outer = frame.scope()
  const env = { ...frame.env, ...fillAllForStep(step.env, outer, job) }
  const folder = await action.place(job)
  const inputs: Record<string, Value> = {}
  for (const [name, value] of Object.entries(action.metadata.inputs))
    inputs[name] = fillText(value ?? '', outer)
  Object.assign(inputs, fillAllForStep(step.with, outer, job))
  const results: Record<string, StepResult> = {}
  const scope = (): Scope => {
    const now = frame.scope()
    const kept = Object.entries(now.contexts).filter(([name]) => compositeContexts.includes(name))
    const contexts = Object.fromEntries(kept)
    return {
      ...now,
      contexts: {
        ...contexts,
        github: { ...(contexts.github as Record<string, Value>), action_path: folder },
        env: { ...job.env, ...env },
        inputs,
        steps: results as unknown as Value,
      },
    }
  }
  const { runs } = action.metadata as { runs: Composite }
  const failure = await frame.runSteps(
    {
      ...frame,
      scope,
      results,
      defaults: { shell: undefined, workingDirectory: undefined },
      env: { ...env, GITHUB_ACTION_PATH: folder },
      prefix: `${titleOf(frame, step)}: `,
    },
    runs.steps,
  )
  for (const [name, value] of Object.entries(runs.outputs)) outputs[name] = fillText(value, scope())
  if (failure) throw failure
}
