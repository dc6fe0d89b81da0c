import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { succeeds } from '../../scripts/release/run.ts'
import { freePort } from '../lib/emulator.ts'
import type { Side } from '../lib/sides.ts'
import { requireTool } from '../lib/tools.ts'

/**
 * Runs Debian's docker-registry (CNCF distribution) as the emulator is run: a process on this machine,
 * its data on the same disk, without a login unless the settings demand one. If it is not
 * installed, its package is unpacked for the run.
 */
export async function startDistribution(settings: object = {}): Promise<AsyncDisposable & Side> {
  const directory = mkdtempSync(join(tmpdir(), 'bench-'))
  const installed = await succeeds('docker-registry', '--version')
  const registry = installed ? 'docker-registry' : unpack(directory)
  const port = await freePort()
  const config = join(directory, 'config.yml')
  writeFileSync(
    config,
    JSON.stringify({
      version: 0.1,
      log: { level: 'error', accesslog: { disabled: true } },
      storage: {
        cache: { blobdescriptor: 'inmemory' },
        filesystem: { rootdirectory: join(directory, 'data') },
      },
      http: { addr: `127.0.0.1:${port}` },
      ...settings,
    }),
  )
  const child = spawn(registry, ['serve', config], { stdio: 'ignore' })
  const host = `localhost:${port}`
  while (!(await fetch(`http://${host}/v2/`).catch(() => undefined))) {
    if (child.exitCode !== null) throw new Error(`docker-registry ended with ${child.exitCode}`)
    await delay(20)
  }
  return {
    host,
    create: async () => {},
    async [Symbol.asyncDispose]() {
      child.kill()
      if (child.exitCode === null) await once(child, 'exit')
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

function unpack(directory: string): string {
  requireTool('apt-get')
  execFileSync('apt-get', ['-qq', 'download', 'docker-registry'], {
    cwd: directory,
    stdio: ['ignore', 'ignore', 'ignore'],
  })
  execFileSync('sh', ['-c', 'dpkg-deb --extract docker-registry_*.deb .'], { cwd: directory })
  return join(directory, 'usr/bin/docker-registry')
}
