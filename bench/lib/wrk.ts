import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

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
