import { setTimeout as delay } from 'node:timers/promises'
import { bundleEmulator, startEmulatorProcess } from './lib/emulator.ts'
import { median, report } from './lib/tools.ts'

/** How long a user waits for the emulator and what it costs while idle. */
export async function benchStart(): Promise<void> {
  using bundle = bundleEmulator()
  await (await startEmulatorProcess(bundle.directory))[Symbol.asyncDispose]()
  const starts: number[] = []
  const sizes: number[] = []
  for (let run = 0; run < 5; run++) {
    await using emulator = await startEmulatorProcess(bundle.directory)
    starts.push(emulator.firstAnswerMs)
    await delay(1000)
    sizes.push(emulator.residentMegabytes())
  }
  const start = median(starts)
  const size = median(sizes)
  report(
    'first answered ECR call after start',
    `${start.toFixed(0)} ms (median of 5)`,
    'at most 300 ms',
    start <= 300,
  )
  report('resident when idle', `${size.toFixed(0)} MB (median of 5)`, 'at most 70 MB', size <= 70)
}
