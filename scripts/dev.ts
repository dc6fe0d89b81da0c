import { once } from 'node:events'
import { type Call, main } from './release/cli.ts'
import { start } from './release/run.ts'
import { setup } from './setup.ts'

/** Serves `server/` on http://localhost:8090, and rebuilds it whenever a file is saved. */
async function dev({ print }: Call) {
  await setup(print)
  const compose = start('docker', ['compose', 'up', '--build', '--watch'], { stdio: 'inherit' })
  // Ctrl-C reaches compose too. Compose removes its containers before it exits.
  process.removeAllListeners('SIGINT').on('SIGINT', () => {})
  process.once('SIGTERM', () => compose.kill())
  const [code] = await once(compose, 'exit')
  process.exitCode = code ?? 1
}

await main('dev', dev)
