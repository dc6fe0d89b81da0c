import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Explained } from '../release/failure.ts'
import type { Step } from './show.ts'

/**
 * Calls a verb as a workflow on GitHub does: a process of its own, which knows nothing but its
 * environment. Its stdout stays, its stderr passes by.
 */
export async function callVerb(
  verb: string,
  { step, env, flags = [] }: { step: Step; env: NodeJS.ProcessEnv; flags?: string[] },
): Promise<void> {
  const script = join(import.meta.dirname, '..', `${verb}.ts`)
  const child = spawn(process.execPath, [script, ...flags], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const stop = () => child.kill('SIGINT')
  process.once('exit', stop)
  const passed: string[] = []
  createInterface(child.stdout).on('line', step.say)
  createInterface(child.stderr).on('line', (line) => {
    passed.push(line)
    step.note(line)
  })
  const [code] = await once(child, 'close')
  process.off('exit', stop)
  if (code !== 0) throw new Explained(lastWords(verb, passed))
}

/** What a verb says when it fails begins with its name; what came before has passed. */
function lastWords(verb: string, lines: string[]): string {
  const start = lines.findLastIndex((line) => line.startsWith(`docker-cloud ${verb}: `))
  return start < 0 ? lines.slice(-20).join('\n') : lines.slice(start).join('\n')
}
