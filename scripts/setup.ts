import { main } from './release/cli.ts'
import { ensureDocker } from './setup/engine.ts'
import { ensureNodeImage } from './setup/node-image.ts'

/** Prepares this machine to build and run containers, and prints a line for each step. */
export async function setup(print: (line: string) => void): Promise<void> {
  await ensureDocker(print)
  await ensureNodeImage(print)
}

if (import.meta.main) await main('setup', ({ print }) => setup(print))
