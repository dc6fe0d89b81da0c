import { setTimeout as delay } from 'node:timers/promises'
import { BadInput } from './exit-codes.ts'
import { Screen } from './screen.ts'

const interval = 2000

/** Shows lines on the terminal, and reads them again and again, until Ctrl-C ends it. */
export async function watch(read: () => Promise<string[]>): Promise<never> {
  const { stdout } = process
  if (!stdout.isTTY) throw new BadInput('--watch needs a terminal: call it without --watch')
  process.removeAllListeners('SIGINT').once('SIGINT', () => process.exit())
  const screen = new Screen(stdout)
  let lines = await read()
  let problem: string[] = []
  for (;;) {
    screen.show('watched', [...lines, ...problem])
    await delay(interval)
    try {
      lines = await read()
      problem = []
    } catch (error) {
      // One answer that does not arrive ends nothing: the next one may.
      problem = [`not up to date: ${(error as Error).message}`]
    }
  }
}
