import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Target } from './target.ts'
import { until } from './until.ts'

const entry = join(import.meta.dirname, '../../localstack/index.ts')

export interface EmulatorProcess extends Target {
  /** Ends it as a power cut would. */
  kill(): Promise<void>
}

/** Starts the emulator as a process of its own, for what only a process can show; with persistence where it gets a folder. */
export async function startProcess(options: {
  port: number
  dataDir?: string
}): Promise<EmulatorProcess> {
  const { port, dataDir } = options
  const env = {
    PATH: process.env.PATH,
    GATEWAY_LISTEN: `127.0.0.1:${port}`,
    ...(dataDir && { DATA_DIR: dataDir, PERSISTENCE: '1' }),
    CLOCK_RATE: '20',
  }
  const child = spawn(process.execPath, [entry], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  const exited = once(child, 'exit')
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    await exited
  }
  const url = `http://localhost:${port}`
  await until('the emulator to listen', () =>
    fetch(`${url}/_localstack/health`).then(
      ({ ok }) => ok,
      () => false,
    ),
  )
  return {
    url,
    config: {
      endpoint: url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    },
    kill: () => end('SIGKILL'),
    [Symbol.asyncDispose]: () => end('SIGTERM'),
  }
}
