import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { endWithParent } from '../../../support/emulator-process.ts'
import { targetAt } from './client.ts'

const entry = new URL('../../../../localstack/index.ts', import.meta.url).pathname

/** The emulator as a process, on a port of its own choice, so that it can be killed. */
export async function startProcess(dataDir: string, port: number) {
  const child = spawn(process.execPath, ['--import', endWithParent, entry], {
    env: {
      ...process.env,
      PERSISTENCE: '1',
      DATA_DIR: dataDir,
      GATEWAY_LISTEN: `127.0.0.1:${port}`,
      INIT_DIR: join(dataDir, 'init'),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface({ input: child.stdout }))
    if (line.includes('Ready.')) break
  child.stdout.resume()
  return { process: child, target: targetAt(`http://localhost:${port}`) }
}

/** Ends it as a crash of the machine would: it gets to do nothing more. */
export async function kill(child: ChildProcess) {
  child.kill('SIGKILL')
  await once(child, 'exit')
}
