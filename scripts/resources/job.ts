import { RunTaskCommand, type Task } from '@aws-sdk/client-ecs'
import type { Context } from '../release/context.ts'
import { ownContainer } from '../release/own-container.ts'
import type { AppService } from '../release/services.ts'
import { wait } from '../release/wait.ts'
import { LogReader } from './log-reader.ts'
import { taskId } from './log-stream.ts'
import { findNetwork } from './network.ts'
import { requireSecurityGroup } from './security-group.ts'
import { describeTasks } from './task.ts'
import { findTaskDefinition, shortName } from './task-definition.ts'

export interface JobEnd {
  task: Task
  /** The exit code of the service's own container; undefined if it never started. */
  exitCode: number | undefined
}

/** The longest that a job may take: migrations of a large database take hours. */
const maxSeconds = 6 * 60 * 60

/**
 * Runs a service's newest task definition once, in the network of the app, and prints its logs until
 * it has stopped. `command` replaces the command of its own container.
 */
export async function runTask(
  context: Context,
  service: AppService,
  command?: string[],
): Promise<JobEnd> {
  const { app, aws, print, progress } = context
  const definition = await findTaskDefinition(context, service)
  if (!definition)
    throw new Error(`there is no task definition ${service.family}: run \`npm run register\` first`)
  const group = await requireSecurityGroup(context, service.group)
  const { subnets } = await findNetwork(context)
  const { tasks = [], failures = [] } = await aws.ecs.send(
    new RunTaskCommand({
      cluster: app.name,
      taskDefinition: definition.taskDefinitionArn,
      launchType: 'FARGATE',
      networkConfiguration: {
        awsvpcConfiguration: {
          subnets,
          securityGroups: [group.GroupId!],
          assignPublicIp: 'ENABLED',
        },
      },
      ...(command && {
        overrides: { containerOverrides: [{ name: ownContainer(definition, service), command }] },
      }),
    }),
  )
  const [started] = tasks
  if (!started) throw new Error(`ECS started no task of ${service.family}: ${failures[0]?.reason}`)
  print(`task ${taskId(started)} of ${shortName(definition.taskDefinitionArn)}`)
  return follow()

  async function follow(): Promise<JobEnd> {
    const logs = new LogReader(context, definition!, started!)
    let status = started!.lastStatus
    const task = await wait({
      for: `task ${taskId(started!)} to stop`,
      seconds: maxSeconds,
      progress,
      observed: () => status,
      look: async () => {
        const [seen] = await describeTasks(context, [started!.taskArn!])
        status = seen?.lastStatus
        for (const line of await logs.read()) print(`| ${line}`)
        return status === 'STOPPED' ? seen : undefined
      },
    })
    for (const line of await logs.read()) print(`| ${line}`)
    const name = ownContainer(definition!, service)
    const exitCode = task.containers?.find((container) => container.name === name)?.exitCode
    return { task, exitCode }
  }
}

/** Runs a job that has to succeed before something else can. */
export async function requireJob(context: Context, service: AppService): Promise<void> {
  const { task, exitCode } = await runTask(context, service)
  if (exitCode === 0) return
  const reason = task.containers?.find(({ reason }) => reason)?.reason ?? task.stoppedReason
  throw new Error(
    exitCode === undefined
      ? `the task of ${service.name} did not start: ${reason}`
      : `the task of ${service.name} ended with exit code ${exitCode}: nothing that needs it was rolled out`,
  )
}
