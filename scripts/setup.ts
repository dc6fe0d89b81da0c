import { main } from './release/cli.ts'
import { ensureDocker } from './setup/engine.ts'
import { ensureNodeImage } from './setup/node-image.ts'

/** Leaves this machine able to build and run containers, saying in a line what each step did. */
export async function setup(print: (line: string) => void): Promise<void> {
  await ensureDocker(print)
  await ensureNodeImage(print)
}

if (import.meta.main) await main('setup', () => setup((line) => console.log(line)))
