import { execFileSync, spawn, type SpawnOptions } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

export interface RunOptions {
  /** Added to this process's own environment. */
  env?: NodeJS.ProcessEnv | undefined
  /** Written to the program's stdin. */
  input?: string | undefined
  /** Receives each line of stdout and stderr as it is written. */
  onLine?: (line: string) => void
}

export interface ExecuteOptions extends Omit<RunOptions, 'env'> {
  /** The program's whole environment. */
  env?: NodeJS.ProcessEnv
  cwd?: string
  /** Ends the program. */
  signal?: AbortSignal
  /** Ends the program's own programs with it. */
  group?: boolean
  /** Receive the lines of one stream only. */
  onStdout?: (line: string) => void
  onStderr?: (line: string) => void
}

/** The result of a program that has ended. */
export interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
  stdout: string[]
  /** The lines of stdout and stderr in the order in which they were written. */
  lines: string[]
}

/** Runs a program until it ends, whatever its exit code. It is interrupted when this process exits. */
export async function execute(
  program: string,
  args: string[],
  options: ExecuteOptions = {},
): Promise<Ended> {
  const { env = process.env, cwd, signal, group, input, onLine, onStdout, onStderr } = options
  const child = spawn(program, args, {
    env,
    cwd,
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(group ? { detached: true } : { signal }),
  })
  const stop = () => (group ? endGroup(child.pid, 'SIGINT') : child.kill('SIGINT'))
  const abort = () => endGroup(child.pid, 'SIGKILL')
  process.once('exit', stop)
  if (group) signal?.addEventListener('abort', abort)
  const ended: Ended = { code: null, signal: null, stdout: [], lines: [] }
  const readLines = (stream: NodeJS.ReadableStream, listener?: (line: string) => void) =>
    createInterface(stream).on('line', (line) => {
      ended.lines.push(line)
      listener?.(line)
      onLine?.(line)
    })
  readLines(child.stdout, (line) => {
    ended.stdout.push(line)
    onStdout?.(line)
  })
  readLines(child.stderr, onStderr)
  child.stdin.on('error', () => {}).end(input)
  try {
    ;[ended.code, ended.signal] = await once(child, 'close')
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    throw missing ? new Error(`${program} is not installed`) : error
  } finally {
    process.off('exit', stop)
    signal?.removeEventListener('abort', abort)
  }
  return ended
}

/** A group whose last process has ended is gone already. */
function endGroup(leader: number | undefined, signal: NodeJS.Signals): void {
  try {
    if (leader) process.kill(-leader, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** A program that failed, with the last lines of its output. */
export class RunFailure extends Error {
  /** All lines that it wrote. */
  readonly output: string[]

  constructor(program: string, args: string[], lines: string[], status: string) {
    const words = lines
      .filter((line) => !countdown.test(line))
      .slice(-lastLines)
      .map((line) => `\n  | ${line}`)
    super(`\`${shortened([program, ...args].join(' '))}\` ${status}${words.join('')}`)
    this.output = lines
  }
}

const lastLines = 20

/** The lines that `docker push` repeats every second until it gives up. */
const countdown = /: (Preparing|Waiting|Retrying in \d+ seconds?)$/

const shortened = (command: string) => (command.length > 80 ? `${command.slice(0, 80)} …` : command)

/** Runs a program that has to succeed, and returns its stdout. */
export async function run(
  program: string,
  args: string[],
  { env, ...options }: RunOptions = {},
): Promise<string> {
  const whole = { ...process.env, ...env }
  const { code, signal, stdout, lines } = await execute(program, args, { ...options, env: whole })
  const status = signal ? `was ended by ${signal}` : `failed (${code})`
  if (code !== 0) throw new RunFailure(program, args, lines, status)
  return stdout.join('\n').trim()
}

/** Returns true if a program runs and its exit code is 0. */
export const succeeds = (program: string, ...args: string[]): Promise<boolean> =>
  execute(program, args).then(
    ({ code }) => code === 0,
    () => false,
  )

/** Returns a short program's stdout, or undefined if it fails. */
export function runSync(program: string, args: string[]): string | undefined {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  } catch {
    return undefined
  }
}

/** Starts a program whose output this process does not read: it has the terminal, or its own log file. */
export const start = (program: string, args: string[], options: SpawnOptions) =>
  spawn(program, args, options)
