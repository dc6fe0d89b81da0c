import type { Service, Task } from '@aws-sdk/client-ecs'
import type { TargetHealthDescription } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Context } from './release/context.ts'
import { urlOf } from './release/reach.ts'
import { line } from './release/rollout.ts'
import { runVerb } from './release/verb.ts'
import { findPlace } from './resources/account.ts'
import { findLoadBalancer } from './resources/load-balancer.ts'
import { findService } from './resources/service.ts'
import { findTargetGroup, readTargetHealth } from './resources/target-group.ts'
import { shortName } from './resources/task-definition.ts'
import { listTasks, taskId } from './resources/task.ts'

const lastEvents = 8

/** Shows the service on one screen: its address, deployments, tasks and latest events. */
export async function status(context: Context): Promise<void> {
  const { app, print } = context
  const { account, region } = await findPlace(context)
  const service = await findService(context)
  const balancer = await findLoadBalancer(context)
  const group = await findTargetGroup(context)
  print(`${app.name} in account ${account}, ${region}`)
  print(`address     ${balancer ? urlOf(balancer) : 'none'}`)
  if (!service) return print('service     none')

  const targets = group ? await readTargetHealth(context, group) : []
  print(serviceLine(service))
  for (const text of deploymentLines(service)) print(text)
  for (const task of await listTasks(context, 'RUNNING')) print(taskLine(task, targets))
  for (const event of (service.events ?? []).slice(0, lastEvents).toReversed())
    print(`event       ${line(event)}`)
}

const serviceLine = ({ status, runningCount, desiredCount, pendingCount }: Service) =>
  `service     ${status}, ${runningCount}/${desiredCount} tasks running, ${pendingCount} pending`

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
