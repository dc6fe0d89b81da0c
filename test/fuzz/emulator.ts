import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { freePort } from '../support/ports.ts'

const entry = join(import.meta.dirname, '../../localstack/index.ts')
const probe = join(import.meta.dirname, 'probe.ts')

/** How a mistake in the program, rather than in a request, reads in the log; `internal error` was answered 500 as well. */
const mistake =
  /Cannot (read|set|convert|destructure|access)|is not (a function|iterable|defined|a constructor)|Maximum call stack|Invalid array length|Invalid time value/

/** The emulator as a process of its own, whose end, log, processor time and memory are watched. */
export interface WatchedEmulator extends AsyncDisposable {
  port: number
  isAlive(): boolean
  /** Seconds of processor time so far. */
  cpuSeconds(): number
  /** Resident memory once it is idle and its garbage is collected. */
  settledMegabytes(): Promise<number>
  /** The lines since the last call that no request should cause. */
  takeMistakes(): string[]
  /** Its last words. */
  lastLines(): string
  /** Ends it by SIGTERM; returns whether it ended with 0. */
  end(): Promise<boolean>
  kill(): Promise<void>
}

export async function startWatched(
  directory: string,
  settings: Record<string, string>,
): Promise<WatchedEmulator> {
  const port = await freePort()
  const flags = ['--expose-gc', '--max-semi-space-size=1', '--import', probe]
  const child = spawn(process.execPath, [...flags, entry], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      PATH: process.env.PATH,
      GATEWAY_LISTEN: `127.0.0.1:${port}`,
      DATA_DIR: join(directory, 'data'),
      INIT_DIR: join(directory, 'init'),
      DOCKER_HOST: `unix://${join(directory, 'docker.sock')}`,
      NODE_COMPILE_CACHE: join(directory, 'cache'),
      CLOCK_RATE: '20',
      ...settings,
    },
  })
  const log = watchLog(child)
  const isAlive = () => child.exitCode === null && child.signalCode === null
  const exited = once(child, 'exit')
  const kill = async () => {
    child.kill('SIGKILL')
    await exited
  }
  while (!log.isReady()) {
    if (!isAlive()) throw new Error(`the emulator did not start: ${log.last()}`)
    await delay(20)
  }
  return {
    port,
    isAlive,
    cpuSeconds: () => cpuSecondsOf(child.pid!),
    settledMegabytes: () => settledMegabytes(child),
    takeMistakes: log.takeMistakes,
    lastLines: log.last,
    async end() {
      child.kill('SIGTERM')
      await Promise.race([exited, delay(20_000, undefined, { ref: false })])
      return child.exitCode === 0
    },
    kill,
    [Symbol.asyncDispose]: kill,
  }
}

function watchLog(child: ChildProcess) {
  let ready = false
  let mistakes: string[] = []
  const last: string[] = []
  for (const input of [child.stdout!, child.stderr!])
    createInterface({ input }).on('line', (line) => {
      if (line.includes('Ready.')) ready = true
      if (mistake.test(line) && !line.includes('internal error:')) mistakes.push(line)
      last.push(line.slice(0, 500))
      if (last.length > 12) last.shift()
    })
  return {
    isReady: () => ready,
    last: () => last.join('\n'),
    takeMistakes: () => {
      const taken = mistakes
      mistakes = []
      return taken
    },
  }
}

/** The kernel counts in hundredths: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function cpuSecondsOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return 0
  }
}

async function settledMegabytes(child: ChildProcess): Promise<number> {
  let least = Infinity
  for (let attempt = 0; attempt < 5; attempt++) {
    const reply = once(child, 'message')
    child.send('collect')
    const [bytes] = (await reply) as [number]
    least = Math.min(least, bytes / 2 ** 20)
    await delay(200)
  }
  return least
}
