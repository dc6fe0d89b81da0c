import { ensureDocker } from './setup/engine.ts'
import { ensureNodeImage } from './setup/node-image.ts'

/** Leaves this machine able to build and run containers, saying in a line what each step did. */
export async function setup(report: (line: string) => void): Promise<void> {
  await ensureDocker(report)
  await ensureNodeImage(report)
}

if (import.meta.main) {
  await setup((line) => console.log(line)).catch((error: Error) => {
    console.error(`docker-cloud setup: ${error.message}`)
    process.exitCode = 1
  })
}
