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
export class BadInput extends Error {
  readonly exitCode: number = exitCodes.badInput[0]
}

/** The exit code of a verb that fails with an error: that of the first in its chain which has one. */
export function exitCodeOf(error: Error): number {
  // Of several failures, one that is not bad input decides.
  if (error instanceof AggregateError) return Math.min(...error.errors.map(exitCodeOf))
  for (let one: unknown = error; one instanceof Error; one = one.cause)
    if ('exitCode' in one && typeof one.exitCode === 'number') return one.exitCode
  return exitCodes.failed[0]
}
