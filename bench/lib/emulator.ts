import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { cpuSecondsOf, onCore } from './tools.ts'

const root = join(import.meta.dirname, '../..')

/** Bundles a checkout's emulator as its image does, with Node's compile cache beside it; disposing removes both. */
export function bundleEmulator(checkout = root): Disposable & { directory: string } {
  const directory = mkdtempSync(join(tmpdir(), 'bench-'))
  const outdir = join(directory, 'localstack')
  execFileSync('npm', ['run', '--silent', 'bundle', '--', `--outdir=${outdir}`], {
    cwd: checkout,
    stdio: 'inherit',
  })
  const [models] = globSync('localstack/{,wire/}models', { cwd: checkout })
  symlinkSync(join(checkout, models!), join(outdir, 'models'))
  symlinkSync(join(checkout, 'localstack/services/iam/data'), join(outdir, 'data'))
  copyFileSync(join(checkout, 'package.json'), join(directory, 'package.json'))
  return { directory, [Symbol.dispose]: () => rmSync(directory, { recursive: true, force: true }) }
}

export interface EmulatorProcess extends AsyncDisposable {
  url: string
  /** From the start of the process to its first answered ECR call. */
  firstAnswerMs: number
  residentMegabytes(): number
  /** What it has used of a processor so far. */
  cpuSeconds(): number
}

/** Starts the emulator as its image does: a process of its own, from a bundle; on one core where one is given. */
export async function startEmulatorProcess(
  bundle: string,
  settings: Record<string, string> = {},
  core?: number,
): Promise<EmulatorProcess> {
  const port = await freePort()
  const dataDir = mkdtempSync(join(tmpdir(), 'bench-'))
  const env = {
    ...process.env,
    GATEWAY_LISTEN: `127.0.0.1:${port}`,
    DATA_DIR: dataDir,
    NODE_COMPILE_CACHE: join(bundle, 'cache'),
    ...settings,
  }
  const url = `http://127.0.0.1:${port}`
  const started = performance.now()
  const line = [
    process.execPath,
    '--max-semi-space-size=1',
    join(bundle, 'localstack/index.js'),
  ] as const
  const [command, ...args] = core === undefined ? line : onCore(core, ...line)
  const child = spawn(command, args, { env, stdio: ['ignore', 'ignore', 'inherit'] })
  await firstAnswer(child, url)
  return {
    url,
    firstAnswerMs: performance.now() - started,
    residentMegabytes: () =>
      Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))![1]) / 1024,
    cpuSeconds: () => cpuSecondsOf(child.pid!),
    async [Symbol.asyncDispose]() {
      child.kill()
      if (child.exitCode === null) await once(child, 'exit')
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** Headers that AWS's clients send with a JSON call; the emulator and its peers read the scope, not the signature. */
export const jsonHeaders = (service: string, target: string) => ({
  'content-type': 'application/x-amz-json-1.1',
  'x-amz-target': target,
  authorization: `AWS4-HMAC-SHA256 Credential=test/20261121/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
})

async function firstAnswer(child: ChildProcess, url: string): Promise<void> {
  const headers = jsonHeaders('ecr', 'AmazonEC2ContainerRegistry_V20150921.DescribeRepositories')
  for (;;) {
    if (child.exitCode !== null)
      throw new Error(`the emulator exited with ${child.exitCode} before it answered`)
    try {
      const response = await fetch(url, { method: 'POST', headers, body: '{}' })
      if (response.ok) return
      throw new Error(`the emulator answered ${response.status}: ${await response.text()}`)
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
      await delay(2)
    }
  }
}

/** A port of this machine on which nothing listens. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
