import { PassThrough } from 'node:stream'
import { ExecuteCommandCommand, type Session } from '@aws-sdk/client-ecs'
import { runSession } from '../../scripts/exec/session.ts'
import { type Ecs, ensureTaskRole } from './ecs.ts'
import type { Target } from './target.ts'
import { until } from './until.ts'

const taskRoleArn = 'arn:aws:iam::000000000000:role/exec'

/** Starts a task with ECS Exec and waits until it runs. */
export async function startExecTask(
  target: Target,
  app: Ecs,
  ...settings: Parameters<Ecs['register']>
): Promise<string> {
  await ensureTaskRole(target, 'exec')
  const [container, task] = settings
  await app.register(container, { taskRoleArn, ...task })
  const { taskArn } = await app.runTask({ enableExecuteCommand: true })
  await app.taskIn(taskArn!, 'RUNNING')
  return taskArn!
}

export async function executeCommand(app: Ecs, task: string, command: string): Promise<Session> {
  const { cluster, ecs } = app
  const input = { cluster, task, command, interactive: true }
  return (await ecs.send(new ExecuteCommandCommand(input))).session!
}

/** Opens a session as `npm run exec` does, with a terminal of the test's own. */
export function enter(session: Session, size = { cols: 120, rows: 40 }) {
  const input = new PassThrough()
  let chunks: Buffer[] = []
  let taken = Promise.resolve()
  let resized = () => {}
  const output = () => Buffer.concat(chunks).toString()
  return {
    input,
    output,
    /** What the agent says at the end. */
    ended: runSession(session, {
      input,
      write: (bytes) => {
        chunks.push(bytes)
        return taken
      },
      size: () => size,
      onResize: (callback) => (resized = callback),
      [Symbol.dispose]: () => {},
    }),
    resize(cols: number, rows: number) {
      size = { cols, rows }
      resized()
    },
    /** Has the terminal take no output until this is called. */
    stall() {
      const { promise, resolve } = Promise.withResolvers<void>()
      taken = promise
      return resolve
    },
    shows: (text: string | RegExp) =>
      until(`output with ${text}`, async () => output().match(text) ?? undefined),
    clear: () => (chunks = []),
  }
}

/** Runs a command to its end and returns its output. */
export async function outputOf(app: Ecs, task: string, command: string): Promise<string> {
  const entered = enter(await executeCommand(app, task, command))
  const fault = await entered.ended
  return fault || entered.output()
}
