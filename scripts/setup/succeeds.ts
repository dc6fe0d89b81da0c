import { run } from '../release/run.ts'

/** Says whether a program runs and succeeds, for questions whose answer is in the exit code. */
export async function succeeds(program: string, ...args: string[]): Promise<boolean> {
  return run(program, args).then(
    () => true,
    () => false,
  )
}
