import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onCore } from './tools.ts'

interface Load {
  url: string
  headers: Record<string, string>
  body: string
  seconds: number
}

/** Requests per second over 10 connections, by wrk; throws when any answer is not 2xx. */
export function requestsPerSecond({ url, headers, body, seconds }: Load): number {
  const dir = mkdtempSync(join(tmpdir(), 'wrk-'))
  try {
    const script = join(dir, 'post.lua')
    const lines = Object.entries(headers).map(
      ([name, value]) => `wrk.headers[${quote(name)}] = ${quote(value)}`,
    )
    writeFileSync(script, ['wrk.method = "POST"', `wrk.body = ${quote(body)}`, ...lines].join('\n'))
    const { stdout } = spawnSync('wrk', ['-t1', '-c10', `-d${seconds}s`, '-s', script, `${url}/`], {
      encoding: 'utf8',
    })
    const failed = /Non-2xx or 3xx responses: (\d+)/.exec(stdout)?.[1]
    if (failed) throw new Error(`${failed} answers of ${url} were errors:\n${stdout}`)
    return Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1])
  } finally {
    rmSync(dir, { recursive: true })
  }
}

const quote = (text: string) => JSON.stringify(text)

export interface Throughput {
  perSecond: number
  /** The 99th percentile of the latency, in ms. */
  p99: number
}

/** What a server does under load of GETs over 32 connections, by wrk on the core given; throws when any answer is not 2xx. */
export function measure(
  url: string,
  { core, seconds }: { core: number; seconds: number },
): Throughput {
  const [command, ...args] = onCore(core, 'wrk', '-t1', '-c32', `-d${seconds}s`, '--latency', url)
  const { stdout } = spawnSync(command!, args, { encoding: 'utf8' })
  const failed = /Non-2xx or 3xx responses: (\d+)|Socket errors: (.+)/.exec(stdout)
  if (failed) throw new Error(`${failed[0]} of ${url}`)
  const [, p99, unit] = /99%\s+([\d.]+)(us|ms|s)/.exec(stdout) ?? []
  if (!p99 || Number(p99) === 0) throw new Error(`no answer of ${url}:\n${stdout}`)
  return {
    perSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]),
    p99: Number(p99) * { us: 0.001, ms: 1, s: 1000 }[unit as 'us' | 'ms' | 's'],
  }
}
