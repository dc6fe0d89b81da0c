import { join } from 'node:path'
import { actionOf } from './actions/index.ts'
import { runnerEnvironment } from './context.ts'
import { fillText, type Scope } from './expression.ts'
import type { Mapping, Step } from './model.ts'
import { type JobRun, masked } from './run.ts'
import { runShell } from './shell-step.ts'
import { makeStepFiles, readPairs, readPaths } from './step-files.ts'

const lastLines = 30

/** Runs one step, as one line of the log; its own last words come with its failure. */
export async function runStep(
  jobRun: JobRun,
  { step, scope, outputs }: { step: Step; scope: Scope; outputs: Record<string, string> },
): Promise<void> {
  const { run, masks } = jobRun
  const said: string[] = []
  const kept: string[] = []
  await run.log.step(fillText(titleOf(step), scope), async (progress) => {
    const hear = (line: string) => {
      const shown = masked(line, masks)
      said.push(shown)
      if (/^(notice|warning): /.test(shown)) kept.push(shown)
      progress(shown)
    }
    try {
      return masked(await act(jobRun, { step, scope, outputs, hear }), masks)
    } catch (cause) {
      const words = [...said.slice(-lastLines), masked((cause as Error).message, masks)]
      throw new Error(words.join('\n'), { cause })
    }
  })
  for (const line of kept) run.log.print(`    ${line}`)
}

interface Acting {
  step: Step
  scope: Scope
  outputs: Record<string, string>
  hear: (line: string) => void
}

async function act(jobRun: JobRun, { step, scope, outputs, hear }: Acting): Promise<string> {
  const files = makeStepFiles(jobRun.temp)
  const env = { ...runnerEnvironment(jobRun), ...jobRun.env, ...fillAll(step.env, scope), ...files }
  if (step.uses !== undefined)
    return actionOf(step.uses).act({
      inputs: fillAll(step.with, scope),
      job: jobRun,
      env,
      outputs,
      progress: hear,
    })
  try {
    await runShell(
      {
        script: fillText(step.run!, scope),
        shell: step.shell,
        folder: join(jobRun.workspace, fillText(step.workingDirectory ?? '.', scope)),
        env,
        onLine: hear,
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

/** How Actions calls a step that has no name. */
export const titleOf = ({ name, uses, run }: Step): string =>
  name ?? `Run ${uses?.replace(/@[0-9a-f]{40}$/, '') ?? run!.trim().split('\n')[0]}`
