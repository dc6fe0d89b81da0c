import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpuSecondsOf } from '../lib/tools.ts'

/** As plain as a health check can be in Node: a connection, a request, a response, at an interval. */
const program = `
const [url, interval] = process.argv.slice(1)
const check = () => require('node:http').get(url, { agent: false }, (response) => response.resume())
setInterval(check, Number(interval))
`

/** Starts a process that does nothing but check one address. */
export function startChecker(
  url: string,
  intervalMs: number,
): AsyncDisposable & { cpuSeconds(): number } {
  const args = ['--max-semi-space-size=1', '--eval', program, url, String(intervalMs)]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] })
  return {
    cpuSeconds: () => cpuSecondsOf(child.pid!),
    async [Symbol.asyncDispose]() {
      child.kill()
      if (child.exitCode === null) await once(child, 'exit')
    },
  }
}
