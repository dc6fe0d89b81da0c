import { startEmulator } from './emulator.ts'
import { consoleLog } from './kernel/log.ts'
import { sharedFlag } from './kernel/setting-kinds.ts'
import { settingWarnings } from './kernel/setting-warnings.ts'
import { readSettings } from './kernel/settings.ts'

try {
  const settings = readSettings(process.env)
  for (const warning of settingWarnings(process.env)) consoleLog('emulator', warning)
  const emulator = await startEmulator(settings)
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => {
      emulator.close().then(
        () => process.exit(0),
        (error: Error) => fail(`The emulator did not end properly: ${error.message}`),
      )
    })
} catch (error) {
  fail(explain(error as NodeJS.ErrnoException))
}

/** Ends the process at once: what began before the failure must not go on. */
function fail(sentence: string): never {
  console.error(sentence)
  process.exit(1)
}

function explain(error: NodeJS.ErrnoException & { port?: number | undefined }): string {
  if (sharedFlag.read(process.env.DEBUG ?? '')) return String(error.stack)
  if (error.code === 'EADDRINUSE')
    return `The emulator was to listen on port ${error.port}, which another program uses: stop that program, or set GATEWAY_LISTEN=127.0.0.1:<port>.`
  if (['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN'].includes(error.code ?? ''))
    return `GATEWAY_LISTEN is '${process.env.GATEWAY_LISTEN}', and this machine has no such address: try 127.0.0.1:4566.`
  return `The emulator did not start: ${error.message}`
}
