import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

export interface RunOptions {
  /** Added to this process's own environment. */
  env?: NodeJS.ProcessEnv
  /** Written to the program's stdin. */
  input?: string
  /** Hears each line of the program's stdout and stderr as it comes. */
  onLine?: (line: string) => void
}

/** A program that ended badly: what it was, and its own last words. */
export class RunFailure extends Error {
  constructor(program: string, args: string[], lines: string[], status: string) {
    const words = lines
      .filter((line) => !countdown.test(line))
      .slice(-lastWords)
      .map((line) => `\n  | ${line}`)
    super(`\`${shortened([program, ...args].join(' '))}\` ${status}${words.join('')}`)
  }
}

const lastWords = 20

/** What `docker push` fills the screen with, second by second, before it gives up. */
const countdown = /: (Preparing|Waiting|Retrying in \d+ seconds?)$/

const shortened = (command: string) => (command.length > 80 ? `${command.slice(0, 80)} …` : command)

/** Runs a program to its end and gives its stdout. */
export async function run(
  program: string,
  args: string[],
  options: RunOptions = {},
): Promise<string> {
  const child = spawn(program, args, {
    env: { ...process.env, ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const stop = () => child.kill('SIGINT')
  process.once('exit', stop)
  const stdout: string[] = []
  const all: string[] = []
  const hear = (line: string) => {
    all.push(line)
    options.onLine?.(line)
  }
  createInterface(child.stdout).on('line', (line) => {
    stdout.push(line)
    hear(line)
  })
  createInterface(child.stderr).on('line', hear)
  child.stdin.on('error', () => {}).end(options.input)
  const [code, signal] = await once(child, 'close').catch((error: NodeJS.ErrnoException) => {
    throw new Error(error.code === 'ENOENT' ? `${program} is not installed` : error.message)
  })
  process.off('exit', stop)
  if (code !== 0)
    throw new RunFailure(program, args, all, signal ? `was ended by ${signal}` : `failed (${code})`)
  return stdout.join('\n').trim()
}
