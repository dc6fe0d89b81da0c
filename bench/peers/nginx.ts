import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { freePort } from '../lib/emulator.ts'
import { onCore } from '../lib/tools.ts'

export interface Nginx extends AsyncDisposable {
  port: number
}

interface Wanted {
  /** The one core it may use. */
  core: number
  address?: string
  /** What its `server` block says. */
  server: string
  /** The upstream it passes to with connections kept open, as a load balancer does. */
  upstream?: string
}

/** Runs Debian's nginx with one worker: as a target, or as the reverse proxy to compare with. */
export async function startNginx({
  core,
  server,
  upstream,
  address = '127.0.0.1',
}: Wanted): Promise<Nginx> {
  const dir = mkdtempSync(join(tmpdir(), 'bench-nginx-'))
  const port = await freePort()
  const config = join(dir, 'nginx.conf')
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${dir}/${name};`)
    .join(' ')
  const pool = upstream ? `upstream target { server ${upstream}; keepalive 128; }` : ''
  writeFileSync(
    config,
    `worker_processes 1; daemon off; pid ${dir}/pid; error_log stderr error;
    events { worker_connections 1024; }
    http {
      access_log off; client_max_body_size 0; keepalive_requests 1000000000; ${temporary} ${pool}
      server { listen ${address}:${port}; ${server} }
    }`,
  )
  const [command, ...args] = onCore(core, 'nginx', '-e', 'stderr', '-c', config)
  const child = spawn(command!, args, { stdio: ['ignore', 'ignore', 'inherit'] })
  await answering(child, `http://${address}:${port}/`)
  return {
    port,
    async [Symbol.asyncDispose]() {
      child.kill()
      if (child.exitCode === null) await once(child, 'exit')
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

async function answering(child: ChildProcess, url: string): Promise<void> {
  while (!(await fetch(url).catch(() => undefined))) {
    if (child.exitCode !== null) throw new Error(`nginx ended with ${child.exitCode}`)
    await delay(20)
  }
}
