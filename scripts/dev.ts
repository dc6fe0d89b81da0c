import { once } from 'node:events'
import { addressesOf, readDevServices, requireFreePorts } from './dev/services.ts'
import { isEmulatorRunning, startEmulator, stopEmulator } from './rehearse/emulator.ts'
import { type Call, main } from './release/cli.ts'
import { BadInput } from './release/exit-codes.ts'
import { start } from './release/run.ts'
import { alignRows } from './release/table.ts'
import { setup } from './setup.ts'

/** Runs the services of `compose.yaml`, and takes up what is saved. */
async function dev({ print, progress }: Call) {
  await setup(print)
  const services = await readDevServices()
  if (services.length === 0)
    throw new BadInput(
      'compose.yaml has no service besides the emulator: add one, then run this again',
    )
  await requireFreePorts(services)
  const wasRunning = await isEmulatorRunning()
  await startEmulator({ print, progress })
  const rows = alignRows(services.map((service) => [service.name, addressesOf(service)]))
  for (const row of rows.flat()) print(row)
  try {
    await runServices(services.map(({ name }) => name))
  } finally {
    if (!wasRunning) await stopEmulator()
  }
}

/** Runs until Ctrl-C. Without dependencies: the emulator that runs stays as it is. */
async function runServices(names: string[]): Promise<void> {
  const up = ['compose', 'up', '--build', '--watch', '--no-deps', ...names]
  const compose = start('docker', up, { stdio: 'inherit' })
  // Ctrl-C reaches compose too. Compose stops its containers before it exits.
  process.removeAllListeners('SIGINT').on('SIGINT', () => {})
  process.removeAllListeners('SIGTERM').once('SIGTERM', () => compose.kill())
  const [code] = await once(compose, 'exit')
  process.exitCode = code ?? 1
}

await main('dev', dev)
