import type { Duplex } from 'node:stream'
import { connectTo, type Engine, requestJson } from './request.ts'

/** https://docs.docker.com/reference/api/engine/version/v1.44/#tag/Exec/operation/ContainerExec, the part that is used. */
interface ExecSpec {
  Cmd: string[]
  Env: string[]
  User: string
}

export interface TerminalSize {
  columns: number
  rows: number
}

/** Programs that run in a container besides its own, each with a terminal. */
export interface Execs {
  create(container: string, spec: ExecSpec): Promise<string>
  /** Starts the program. What is written to the stream is its input, what is read its output; it ends with the program. */
  start(id: string, size: TerminalSize): Promise<Duplex>
  resize(id: string, size: TerminalSize): Promise<void>
  /** `Pid` is 0 for a program that could not be started. */
  inspect(id: string): Promise<{ Running: boolean; Pid: number }>
}

export const execsAt = (engine: Engine): Execs => ({
  async create(container, spec) {
    const path = `/containers/${container}/exec`
    const streams = { AttachStdin: true, AttachStdout: true, AttachStderr: true, Tty: true }
    const body = { ...spec, ...streams }
    return (await requestJson<{ Id: string }>(engine, { method: 'POST', path, body })).Id
  },
  start: (id, { columns, rows }) =>
    connectTo(engine, {
      method: 'POST',
      path: `/exec/${id}/start`,
      body: { Tty: true, ConsoleSize: [rows, columns] },
    }),
  resize: (id, { columns, rows }) =>
    requestJson<void>(engine, {
      method: 'POST',
      path: `/exec/${id}/resize`,
      query: { w: String(columns), h: String(rows) },
    }),
  inspect: (id) => requestJson(engine, { path: `/exec/${id}/json` }),
})
