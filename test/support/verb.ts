import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Target } from './target.ts'

export interface Outcome {
  code: number
  lines: string[]
  stderr: string
}

export interface Calling {
  target: Target
  env?: NodeJS.ProcessEnv
  flags?: string[]
  /** Standard input. */
  input?: string | Uint8Array
  /** The checkout that is released, this one if not given. */
  cwd?: string
  /** Receives the process as soon as it is started. */
  started?: (child: ChildProcess) => void
}

/** Calls a verb of the release as a user does: a process that knows only its environment. */
export async function callVerb(
  verb: string,
  { target, env, flags = [], input = '', cwd, started }: Calling,
): Promise<Outcome> {
  const script = join(import.meta.dirname, '../../scripts', `${verb}.ts`)
  const child = spawn(process.execPath, [script, ...flags], {
    cwd,
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      AWS_ENDPOINT_URL: target.url,
      AWS_REGION: target.config.region,
      AWS_ACCESS_KEY_ID: target.config.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: target.config.credentials.secretAccessKey,
      GITHUB_REPOSITORY: 'octo/shop',
      GITHUB_REPOSITORY_OWNER_ID: '7',
      GITHUB_REPOSITORY_ID: '8',
      ...env,
    },
  })
  started?.(child)
  child.stdin.end(input)
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ])
  return { code: code as number, lines: stdout.trimEnd().split('\n'), stderr }
}
