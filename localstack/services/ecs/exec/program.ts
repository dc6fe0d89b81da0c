import type { Duplex } from 'node:stream'
import type { Docker, TerminalSize } from '../../../docker/index.ts'
import type { ExecSession } from './sessions.ts'
import { wordsOf } from './words.ts'

/** The program of a session, in its terminal. */
export interface Program {
  /** Docker's id of it. */
  id: string
  terminal: Duplex
}

/** By this variable `endProgram` finds the program. */
export const sessionVariable = ({ id }: ExecSession): string => `ECS_EXEC_SESSION=${id}`

/**
 * Starts a session's program as root, in the working directory and with the environment of the container, as the agent
 * does (agent/session/shell/shell_unix.go). Returns the reason if the command is malformed.
 */
export async function startProgram(
  docker: Docker,
  session: ExecSession,
  size: TerminalSize,
): Promise<Program | string> {
  const { dockerId, command } = session
  let words: string[]
  try {
    words = wordsOf(command)
  } catch (error) {
    return `Failed to parse commands input: ${(error as Error).message}`
  }
  const { Env = [] } = (await docker.containers.inspect(dockerId))?.Config ?? {}
  const hasLanguage = Env.some((variable) => /^LANG=./.test(variable))
  const id = await docker.execs.create(dockerId, {
    Cmd: words.length > 0 ? words : ['sh'],
    Env: [
      'TERM=xterm-256color',
      ...(hasLanguage ? [] : ['LANG=C.UTF-8']),
      sessionVariable(session),
    ],
    User: '0',
  })
  const terminal = await docker.execs.start(id, size)
  terminal.on('error', () => {})
  return { id, terminal }
}

/** The reason for which a program could not be started, which the engine gives as output. */
export async function runtimeFault(
  docker: Docker,
  { id }: Program,
  output: Buffer,
): Promise<string | undefined> {
  const text = output.toString()
  if (!text.startsWith('OCI runtime exec failed: ')) return undefined
  const { Pid } = await docker.execs.inspect(id)
  if (Pid !== 0) return undefined
  const [reason = text] = /exec: .*?(?=: unknown)/.exec(text) ?? []
  return `Failed to start pty: ${reason}`
}

/** The agent's report of a program that did not start. */
export const failed = (reason: string): string =>
  `\n----------ERROR-------\nUnable to start command: ${reason}\n`
