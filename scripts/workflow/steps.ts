import { fillText, isMet, type Scope } from './expression.ts'
import type { Frame } from './frame.ts'
import type { Step } from './model.ts'
import type { Result } from './run.ts'
import { runStep } from './step.ts'
import { titleOf } from './step-environment.ts'

/** Runs steps one after another. Returns the first failure; after it only steps whose `if` says so run. */
export async function runSteps(frame: Frame, steps: Step[]): Promise<Error | undefined> {
  const { job } = frame
  let failure: Error | undefined
  for (const [index, step] of steps.entries()) {
    const status = failure ? 'failure' : 'success'
    const here: Frame = { ...frame, scope: () => ({ ...frame.scope(), status }) }
    if (!isMet(step.if, here.scope())) {
      record(frame, step, { index, outcome: 'skipped' })
      if (!failure) job.run.log.print(`  - ${titleOf(here, step)}: skipped, ${step.if}`)
      continue
    }
    const outputs: Record<string, string> = {}
    const isTolerated = () => isTrue(step.continueOnError, here.scope())
    try {
      await runStep(here, step, outputs)
      record(frame, step, { index, outcome: 'success', outputs })
    } catch (error) {
      record(frame, step, { index, outcome: 'failure', outputs, isTolerated: isTolerated() })
      if (!isTolerated()) failure ??= error as Error
    }
  }
  return failure
}

/** The value of a member that is a boolean or an expression for one. */
export const isTrue = (text: string, scope: Scope): boolean => fillText(text, scope) === 'true'

interface Recorded {
  index: number
  outcome: Result
  outputs?: Record<string, string>
  isTolerated?: boolean
}

function record(
  { results }: Frame,
  { id }: Step,
  { index, outcome, outputs = {}, isTolerated = false }: Recorded,
): void {
  const conclusion = isTolerated ? 'success' : outcome
  results[id ?? `__${index}`] = { outputs, outcome, conclusion }
}
