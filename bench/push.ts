import { bundleEmulator, type EmulatorProcess, startEmulatorProcess } from './lib/emulator.ts'
import { emulatorSide, inTurns, type Times } from './lib/sides.ts'
import { median, report, requireTool } from './lib/tools.ts'
import { overHttp, withDocker } from './lib/transfers.ts'
import { startDistribution } from './peers/distribution.ts'

const mostGrowth = 50

/** Pushes and pulls an image of 300 MB in 5 layers next to CNCF distribution, in turns in one run. */
export async function benchPush(): Promise<void> {
  requireTool('curl')
  using bundle = bundleEmulator()
  await using emulator = await startEmulatorProcess(bundle.directory)
  await using distribution = await startDistribution()
  const sides = [await emulatorSide(emulator.url), distribution]
  using memory = watchMemory(emulator)
  compare('layers alone', await inTurns(sides, { name: 'http', rounds: 7 }, overHttp))
  compare('docker', await inTurns(sides, { name: 'docker', rounds: 7 }, withDocker))
  const growth = memory.growth()
  const target = `less than ${mostGrowth} MB`
  report('memory grown meanwhile', `${growth.toFixed(0)} MB`, target, growth < mostGrowth)
}

function compare(how: string, [ours = [], theirs = []]: Times[][]): void {
  for (const what of ['push', 'pull'] as const) {
    const [our, their] = [ours, theirs].map((times) => median(times.map((time) => time[what])))
    const ratio = our! / their!
    const measured = `${seconds(our!)}, distribution ${seconds(their!)}: ${ratio.toFixed(2)} times`
    report(`${what} of 300 MB, ${how}`, measured, 'at most 1.00 times', ratio <= 1)
  }
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`

/** The most memory the emulator has held since, over what it held idle. */
function watchMemory(emulator: EmulatorProcess) {
  const idle = emulator.residentMegabytes()
  let most = idle
  const timer = setInterval(() => (most = Math.max(most, emulator.residentMegabytes())), 50)
  return { growth: () => most - idle, [Symbol.dispose]: () => clearInterval(timer) }
}
