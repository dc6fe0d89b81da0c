import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Target } from './target.ts'
import { testLabelFlag } from './test-run.ts'
import { until } from './until.ts'

const entry = join(import.meta.dirname, '../../localstack/index.ts')

/** A module that ends its process with the process that started it. */
export const endWithParent = join(import.meta.dirname, 'end-with-parent.ts')

interface Options {
  port: number
  /** Where state persists; without it nothing does. */
  dataDir?: string
}

export interface EmulatorProcess extends Target {
  /** Resolves when it answers. */
  ready: Promise<unknown>
  /** Ends it as a power cut would. */
  kill(): Promise<void>
}

/** Starts the emulator as a process of its own, for what only a process can show. */
export async function startProcess(options: Options): Promise<EmulatorProcess> {
  const emulator = spawnProcess(options)
  await emulator.ready
  return emulator
}

/** As {@link startProcess}, for what happens before it answers. */
export function spawnProcess({ port, dataDir }: Options): EmulatorProcess {
  const env = {
    PATH: process.env.PATH,
    GATEWAY_LISTEN: `127.0.0.1:${port}`,
    ...(dataDir && { DATA_DIR: dataDir, PERSISTENCE: '1' }),
    CLOCK_RATE: '20',
    ECS_DOCKER_FLAGS: testLabelFlag,
  }
  const args = ['--import', endWithParent, entry]
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'inherit'] })
  const exited = once(child, 'exit')
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    await exited
  }
  const url = `http://localhost:${port}`
  const answers = () =>
    fetch(`${url}/_localstack/health`).then(
      ({ ok }) => ok,
      () => {
        if (child.exitCode !== null) throw new Error('the emulator ended before it answered')
        return child.signalCode !== null
      },
    )
  return {
    url,
    config: {
      endpoint: url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    },
    ready: until('the emulator to listen', answers),
    kill: () => end('SIGKILL'),
    [Symbol.asyncDispose]: () => end('SIGTERM'),
  }
}
