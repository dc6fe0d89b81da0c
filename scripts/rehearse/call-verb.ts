import { join } from 'node:path'
import { Explained } from '../failure/explain.ts'
import { execute } from '../release/run.ts'
import { fileOf, type VerbName } from '../verbs.ts'
import type { StepOutput } from './show.ts'

/**
 * Runs a verb as a GitHub workflow does: in a process that gets only its environment. The lines of
 * its stdout stay, the lines of its stderr are transient.
 */
export async function callVerb(
  verb: VerbName,
  { step, env, flags = [] }: { step: StepOutput; env: NodeJS.ProcessEnv; flags?: string[] },
): Promise<void> {
  const script = join(import.meta.dirname, '..', fileOf(verb))
  const stderr: string[] = []
  const { code } = await execute(process.execPath, [script, ...flags], {
    env,
    onStdout: step.print,
    onStderr: (line) => {
      stderr.push(line)
      step.progress(line)
    },
  })
  if (code !== 0) throw new Explained(explanationIn(verb, stderr), code ?? undefined)
}

/** The explanation of a failed verb starts with its name. The lines before it are progress. */
function explanationIn(verb: string, lines: string[]): string {
  const start = lines.findLastIndex((line) => line.startsWith(`docker-cloud ${verb}: `))
  return start < 0 ? lines.slice(-20).join('\n') : lines.slice(start).join('\n')
}
