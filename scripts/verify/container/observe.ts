import { request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { execute } from '../../release/run.ts'
import { type Socket, socketsIn } from './sockets.ts'
import type { Started } from './start.ts'

/** The behaviour of a container in its first seconds. */
export interface Observation {
  /** It ended by itself. */
  ended?: { code: number; lines: string[] }
  /** The status with which it answers the health check's request; 0 if the answer is not HTTP. */
  status?: number | undefined
  /** Undefined if the image has no `cat` to show them. */
  sockets?: Socket[] | undefined
}

export interface Probe {
  port: number
  /** The path of a request; undefined if the load balancer does not speak plain HTTP. */
  path: string | undefined
  isHealthy: (status: number) => boolean
}

/** The longest observation, and the time after which an answer or a socket that is wrong counts, in milliseconds. */
const longest = 20_000
const settled = 4000
const pause = 100

/** The time for which most programs need no look at their sockets, in milliseconds. */
const patience = 1000

/** Observes a container until it answers as it should, ends, or has settled on something else. */
export async function observe(started: Started, probe: Probe): Promise<Observation> {
  const start = performance.now()
  let since: number | undefined
  let last: Observation = {}
  while (performance.now() - start < longest) {
    const status = await ask(started, probe)
    if (status !== undefined && probe.isHealthy(status)) return { status }
    const ended = await findEnd(started)
    if (ended) return { ended }
    const isDue = performance.now() - start > patience
    const sockets = isDue ? await readSockets(started) : undefined
    last = { status, sockets }
    const reached = sockets?.some(({ port, isLoopback }) => port === probe.port && !isLoopback)
    if (reached && probe.path === undefined) return last
    if (status === undefined && !sockets?.length) since = undefined
    else since ??= performance.now()
    if (since !== undefined && performance.now() - since > settled) return last
    await sleep(pause)
  }
  return last
}

/** Requests the path. Docker accepts a connection that leads nowhere, and closes it. */
function ask({ hostPort }: Started, { path }: Probe): Promise<number | undefined> {
  if (hostPort === undefined || path === undefined) return Promise.resolve(undefined)
  const { promise, resolve } = Promise.withResolvers<number | undefined>()
  const asked = request({ host: '127.0.0.1', port: hostPort, path, agent: false, timeout: 2000 })
  asked.on('timeout', () => asked.destroy())
  asked.on('error', ({ code }: NodeJS.ErrnoException) =>
    resolve(code?.startsWith('HPE_') ? 0 : undefined),
  )
  asked.on('response', (response) => {
    resolve(response.statusCode)
    response.destroy()
  })
  asked.end()
  return promise
}

async function findEnd({ id }: Started): Promise<Observation['ended']> {
  const format = '--format={{.State.Running}} {{.State.ExitCode}} {{.State.OOMKilled}}'
  const { stdout } = await execute('docker', ['inspect', format, id])
  const [running, code] = (stdout[0] ?? 'false -1').split(' ')
  if (running === 'true') return undefined
  const { lines } = await execute('docker', ['logs', '--tail=100', id])
  return { code: Number(code), lines }
}

async function readSockets({ id }: Started): Promise<Socket[] | undefined> {
  const files = ['/proc/net/tcp', '/proc/net/tcp6']
  const { stdout } = await execute('docker', ['exec', id, 'cat', ...files])
  return stdout.some((line) => line.includes('local_address'))
    ? socketsIn(stdout.join('\n'))
    : undefined
}

/** Runs the command of a container's health check: its exit code and the end of its output. */
export async function runHealthCommand(
  { id }: Started,
  [form, ...words]: string[],
): Promise<{ code: number; lines: string[] }> {
  const command = form === 'CMD-SHELL' ? ['/bin/sh', '-c', ...words] : words
  for (let attempt = 1; ; attempt++) {
    const { code, lines } = await execute('docker', ['exec', id, ...command])
    if (code === 0 || isMissing(code) || attempt === 3) return { code: code ?? -1, lines }
    await sleep(1000)
  }
}

/** The exit codes of Docker and of the shell for a program that is missing or cannot be run. */
export const isMissing = (code: number | null): boolean => code === 126 || code === 127
