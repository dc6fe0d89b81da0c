import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setup } from './setup.ts'

/** Serves `server/` on http://localhost:8090, and each saved file again. */
async function dev() {
  await setup((line) => console.log(line))
  const compose = spawn('docker', ['compose', 'up', '--build', '--watch'], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => compose.kill(signal))
  const [code] = await once(compose, 'exit')
  process.exitCode = code ?? 1
}

await dev()
