import { Explained } from '../failure/explain.ts'

/** How a verb ends. The code of `task` is the exit code of its container. */
export const exitCodes = {
  done: [0, 'done'],
  failed: [1, 'failed'],
  differs: [2, 'diff: the account differs from the files'],
  badInput: [3, 'wrong flag, word, environment variable, or file of the application'],
  interrupted: [130, 'interrupted by Ctrl-C; what was done stays, and it can be run again'],
  terminated: [143, 'ended by SIGTERM, the same'],
} as const satisfies Record<string, [code: number, help: string]>

/** An error in what the user gave: a flag, a word, a variable, a file of the application. */
export class BadInput extends Error {}

/** The exit code of a verb that fails with an error. */
export function exitCodeOf(error: Error): number {
  if (error instanceof AggregateError) return worstOf(error.errors.map(exitCodeOf))
  if (error instanceof Explained) return error.exitCode ?? exitCodes.failed[0]
  for (let one: unknown = error; one instanceof Error; one = one.cause)
    if (one instanceof BadInput) return exitCodes.badInput[0]
  return exitCodes.failed[0]
}

/** Of several failures, one that is not bad input decides. */
const worstOf = (codes: number[]) => Math.min(...codes)
