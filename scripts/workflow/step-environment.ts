import { runnerEnvironment } from './context.ts'
import { fillText } from './expression.ts'
import { fillAllForStep, type Frame } from './frame.ts'
import type { Step } from './model.ts'

/** The environment of a step, with `env` of all levels. */
export function environmentOfStep(frame: Frame, step: Step): NodeJS.ProcessEnv {
  const { job } = frame
  return {
    ...runnerEnvironment(job),
    ...job.env,
    ...frame.env,
    ...fillAllForStep(step.env, frame.scope(), job),
    GITHUB_ACTION: step.id ?? `__${nameOf(step).replaceAll(/\W+/g, '_')}`,
  }
}

const nameOf = ({ uses }: Step) => uses?.split('@')[0] ?? 'run'

/** The name that Actions shows for a step. */
export function titleOf(frame: Frame, { name, uses, run }: Step): string {
  const title = name ?? `Run ${uses?.replace(/@[0-9a-f]{40}$/, '') ?? run!.trim().split('\n')[0]}`
  return `${frame.prefix}${fillText(title, frame.scope())}`
}
