import { join } from 'node:path'
import { requireAction } from './actions/index.ts'
import { runnerEnvironment } from './context.ts'
import { fillText, type Scope } from './expression.ts'
import type { Mapping, Step } from './model.ts'
import { type JobRun, masked } from './run.ts'
import { runShell } from './shell-step.ts'
import { makeStepFiles, readPairs, readPaths } from './step-files.ts'

const lastLines = 30

/** Runs a step as one line of the log. Its last lines of output are in the error if it fails. */
export async function runStep(
  jobRun: JobRun,
  { step, scope, outputs }: { step: Step; scope: Scope; outputs: Record<string, string> },
): Promise<void> {
  const { run, masks } = jobRun
  const output: string[] = []
  const lasting: string[] = []
  await run.log.step(fillText(titleOf(step), scope), async (progress) => {
    const onLine = (line: string) => {
      const shown = masked(line, masks)
      output.push(shown)
      if (/^(notice|warning): /.test(shown)) lasting.push(shown)
      progress(shown)
    }
    try {
      return masked(await act(jobRun, { step, scope, outputs, onLine }), masks)
    } catch (cause) {
      const words = [...output.slice(-lastLines), masked((cause as Error).message, masks)]
      throw new Error(words.join('\n'), { cause })
    }
  })
  for (const line of lasting) run.log.print(`    ${line}`)
}

interface Acting {
  step: Step
  scope: Scope
  outputs: Record<string, string>
  onLine: (line: string) => void
}

async function act(jobRun: JobRun, { step, scope, outputs, onLine }: Acting): Promise<string> {
  const files = makeStepFiles(jobRun.temp)
  const env = { ...runnerEnvironment(jobRun), ...jobRun.env, ...fillAll(step.env, scope), ...files }
  if (step.uses !== undefined)
    return requireAction(step.uses).act({
      inputs: fillAll(step.with, scope),
      job: jobRun,
      env,
      outputs,
      progress: onLine,
    })
  try {
    await runShell(
      {
        script: fillText(step.run!, scope),
        shell: step.shell,
        folder: join(jobRun.workspace, fillText(step.workingDirectory ?? '.', scope)),
        env,
        onLine: onLine,
      },
      jobRun,
    )
  } finally {
    Object.assign(outputs, readPairs(files.GITHUB_OUTPUT!))
  }
  Object.assign(jobRun.env, readPairs(files.GITHUB_ENV!))
  jobRun.path.unshift(...readPaths(files.GITHUB_PATH!))
  return ''
}

const fillAll = (values: Mapping, scope: Scope): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, fillText(value, scope)]))

/** The name that Actions shows for a step. */
export const titleOf = ({ name, uses, run }: Step): string =>
  name ?? `Run ${uses?.replace(/@[0-9a-f]{40}$/, '') ?? run!.trim().split('\n')[0]}`
