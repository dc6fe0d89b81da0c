import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { main } from './release/cli.ts'
import { setup } from './setup.ts'

/** Serves `server/` on http://localhost:8090, and each saved file again. */
async function dev() {
  await setup((line) => console.log(line))
  const compose = spawn('docker', ['compose', 'up', '--build', '--watch'], { stdio: 'inherit' })
  // Ctrl-C reaches compose as well, and its containers are to be gone before this ends.
  process.removeAllListeners('SIGINT').on('SIGINT', () => {})
  process.once('SIGTERM', () => compose.kill())
  const [code] = await once(compose, 'exit')
  process.exitCode = code ?? 1
}

await main('dev', dev)
