import { createApp } from './app.ts'
import { log } from './log.ts'
import { portFrom } from './port.ts'
import { serve } from './serve.ts'

const { APP_VERSION: version = 'dev', APP_REVISION: revision = 'unknown' } = process.env

/** ECS sends SIGKILL 30 s after SIGTERM. A request that takes longer than this is ended before. */
const drainDeadline = 20_000

async function main() {
  let draining = false
  const port = portFrom(process.env)
  const app = createApp({ release: { version, revision }, isDraining: () => draining, log })
  const { drain } = await serve(app, port)
  log('listening', { port, version, revision })

  const stop = async (signal: NodeJS.Signals) => {
    draining = true
    log('draining', { signal })
    await drain(drainDeadline)
    log('stopped')
    process.exit()
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(signal))
}

await main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
})
