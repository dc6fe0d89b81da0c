import { ExecuteCommandCommand, type Session, type Task } from '@aws-sdk/client-ecs'
import { runSession } from './exec/session.ts'
import { openTerminal } from './exec/terminal.ts'
import type { Flags } from './release/arguments.ts'
import type { Context } from './release/context.ts'
import { BadInput } from './release/exit-codes.ts'
import type { AppService } from './release/services.ts'
import { readTemplate } from './release/template.ts'
import { runVerb } from './release/verb.ts'
import { taskId } from './resources/log-stream.ts'
import { listTasks } from './resources/task.ts'

/** Opens a shell, or runs another command, in the newest running task of a service. */
export async function exec(context: Context, { container, command }: Flags): Promise<void> {
  const [service, other] = context.services
  if (!service || other)
    throw new BadInput('name the service whose task is to be entered: `npm run exec -- server`')
  if (!service.files.has('service'))
    throw new BadInput(`${service.name} is a job: it has no running task between its runs`)
  const task = await requireTask(context, service)
  const name = containerOf(task, container as string | undefined)
  const session = await openSession(context, service, {
    task,
    container: name,
    command: (command as string | undefined) ?? '/bin/sh',
  })
  context.progress(`in container ${name} of task ${taskId(task)}`)
  using terminal = openTerminal()
  const fault = await runSession(session, terminal)
  if (fault) throw new Error(`the session has ended: ${fault.replace(/^-+ERROR-+\s*/, '')}`)
}

/** Finds the newest task that runs with ECS Exec, or says what keeps it from doing so. */
async function requireTask(context: Context, service: AppService): Promise<Task> {
  const { name } = service
  const running = (await listTasks(context, service, 'RUNNING'))
    .filter(({ lastStatus }) => lastStatus === 'RUNNING')
    .toSorted((one, other) => Number(other.startedAt) - Number(one.startedAt))
  if (running.length === 0)
    throw new Error(`no task of ${name} is running: see \`npm run status -- ${name}\``)
  const [task] = running.filter(({ enableExecuteCommand }) => enableExecuteCommand)
  if (!task) throw new Error(`the tasks of ${name} do not have ECS Exec: ${howToEnable(service)}`)
  return task
}

function howToEnable({ name }: AppService): string {
  const { enableExecuteCommand } = readTemplate(`${name}/service.json`) as {
    enableExecuteCommand?: boolean
  }
  if (enableExecuteCommand) return `run \`npm run deploy -- ${name}\``
  return `set "enableExecuteCommand": true in .aws/${name}/service.json and do what docs/exec.md says besides`
}

function containerOf({ containers = [] }: Task, wanted: string | undefined): string {
  const names = containers.map(({ name }) => name!)
  if (wanted === undefined && names.length === 1) return names[0]!
  if (wanted === undefined)
    throw new BadInput(`the task has several containers: add --container=${names.join(' or =')}`)
  if (!names.includes(wanted))
    throw new BadInput(`the task has no container '${wanted}': it has ${names.join(', ')}`)
  return wanted
}

async function openSession(
  { app, aws }: Context,
  { name }: AppService,
  { task, container, command }: { task: Task; container: string; command: string },
): Promise<Session> {
  const input = { cluster: app.name, task: task.taskArn, container, command, interactive: true }
  try {
    return (await aws.ecs.send(new ExecuteCommandCommand(input))).session!
  } catch (cause) {
    if ((cause as Error).name !== 'TargetNotConnectedException') throw cause
    throw new Error(
      [
        `the agent of ECS Exec in task ${taskId(task)} is not connected. It may need some seconds more, or`,
        `  .aws/${name}/task-role.json does not allow the four ssmmessages actions of docs/exec.md,`,
        `  .aws/${name}/task-definition.json has "readonlyRootFilesystem": true, or`,
        '  the task does not reach the endpoint of ssmmessages.',
      ].join('\n'),
      { cause },
    )
  }
}

if (import.meta.main) await runVerb('exec', exec)
