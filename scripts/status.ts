import type { Service, Task } from '@aws-sdk/client-ecs'
import type { TargetHealthDescription } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Context } from './release/context.ts'
import { EventLines } from './release/event-lines.ts'
import { addressLines } from './release/reach.ts'
import { type AppService, continuous } from './release/services.ts'
import { runVerb } from './release/verb.ts'
import { findPlace, placeValues } from './resources/account.ts'
import { findAddress } from './resources/address.ts'
import { findService } from './resources/service.ts'
import { findTargetGroup, readTargetHealth } from './resources/target-group.ts'
import { shortName } from './resources/task-definition.ts'
import { taskId } from './resources/log-stream.ts'
import { listTasks } from './resources/task.ts'

const lastEvents = 8

/** Shows the services on one screen: the address, deployments, tasks and latest events. */
export async function status(context: Context): Promise<void> {
  const { app, print } = context
  const place = await findPlace(context)
  const { account, region } = place
  const address = await findAddress(context, placeValues(app, place))
  print(`${app.name} in account ${account}, ${region}`)
  const lines = address ? await addressLines(address) : ['none']
  for (const line of lines) print(`address     ${line}`)
  for (const service of continuous(context.services)) await showService(context, service)
}

async function showService(context: Context, service: AppService): Promise<void> {
  const { print } = context
  const found = await findService(context, service)
  if (!found) return print(`service     ${service.name} none`)
  const group = await findTargetGroup(context, service)
  const targets = group ? await readTargetHealth(context, group) : []
  print(serviceLine(found))
  for (const text of deploymentLines(found)) print(text)
  for (const task of await listTasks(context, service, 'RUNNING')) print(taskLine(task, targets))
  const events = (found.events ?? []).slice(0, lastEvents)
  for (const text of new EventLines(undefined).add({ events })) print(`event       ${text}`)
}

const serviceLine = ({ serviceName, status, runningCount, desiredCount, pendingCount }: Service) =>
  `service     ${serviceName} ${status}, ${runningCount}/${desiredCount} tasks running, ${pendingCount} pending`

const deploymentLines = ({ deployments = [] }: Service) =>
  deployments.map(
    ({ status, rolloutState, taskDefinition, runningCount, desiredCount, updatedAt }) =>
      `deployment  ${status} ${rolloutState ?? ''} ${shortName(taskDefinition)}, ${runningCount}/${desiredCount} tasks running, ${updatedAt?.toLocaleString()}`,
  )

function taskLine(task: Task, targets: TargetHealthDescription[]): string {
  const details = task.attachments?.flatMap(({ details = [] }) => details) ?? []
  const address = details.find(({ name }) => name === 'privateIPv4Address')?.value
  const { Target, TargetHealth } = targets.find(({ Target }) => Target?.Id === address) ?? {}
  const { State, Description } = TargetHealth ?? {}
  const target = Target
    ? `target ${address}:${Target.Port} ${[State, Description].filter(Boolean).join(', ')}`
    : 'no target yet'
  const definition = shortName(task.taskDefinitionArn)
  return `task        ${taskId(task).slice(0, 8)} ${task.lastStatus} ${task.healthStatus}, ${definition}, ${target}`
}

if (import.meta.main) await runVerb('status', status)
