import { startEmulator } from './emulator.ts'
import { readSettings } from './settings.ts'

try {
  const emulator = await startEmulator(readSettings(process.env))
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => void emulator.close().then(() => process.exit(0)))
} catch (error) {
  console.error(explain(error as NodeJS.ErrnoException))
  process.exitCode = 1
}

function explain(error: NodeJS.ErrnoException & { port?: number }): string {
  if (process.env.DEBUG) return String(error.stack)
  if (error.code === 'EADDRINUSE')
    return `The emulator was to listen on port ${error.port}, which another program uses: stop that program, or set GATEWAY_LISTEN=127.0.0.1:<port>.`
  return `The emulator did not start: ${error.message}`
}
