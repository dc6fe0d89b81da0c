import type { Service, Task } from '@aws-sdk/client-ecs'
import type { TargetHealthDescription } from '@aws-sdk/client-elastic-load-balancing-v2'
import { describeFailedTasks } from '../failure/failed-tasks.ts'
import { ObservedFailure } from '../failure/observed.ts'
import { primaryOf, requireService } from '../resources/service.ts'
import { readHealthPath } from '../resources/target-group.ts'
import { requireTaskDefinition } from '../resources/task-definition.ts'
import type { Context } from './context.ts'
import { EventLines } from './event-lines.ts'
import { defaultSeconds, maxFailures } from './rollout.ts'
import { readServiceView, showView } from './service-view.ts'
import type { AppService } from './services.ts'
import { targetOf } from './task-text.ts'
import { wait } from './wait.ts'

export interface Desired {
  desiredCount: number
  /** The service before the change. Its events are not printed again. */
  before: Service
  /** The tasks that had stopped before the change. */
  stopped: Task[]
  /** The longest that it may take. */
  seconds?: number | undefined
}

/** Waits until a service has the desired number of tasks, and each is healthy. */
export async function waitForTasks(
  context: Context,
  service: AppService,
  { desiredCount, before, stopped, seconds = defaultSeconds }: Desired,
): Promise<void> {
  const { print, progress, view } = context
  const { name } = service
  const events = new EventLines(before)
  const known = new Set(stopped.map(({ taskArn }) => taskArn))
  const taskDefinition = primaryOf(before).taskDefinition!
  const { containerDefinitions = [] } = await requireTaskDefinition(context, taskDefinition)
  const hasCheck = containerDefinitions.some(({ healthCheck }) => healthCheck)
  let observed = ''
  let isSet = false
  const look = async () => {
    const found = await requireService(context, service)
    for (const line of events.add(found)) print(line)
    const read = await readServiceView(context, service, found)
    showView(context, read)
    const { running, stopped: ended, targets } = read
    const healthy = running.filter((task) => isHealthy(task, { found, targets, hasCheck }))
    const failed = ended.filter((task) => !known.has(task.taskArn) && hasFailed(task))
    observed = `${healthy.length} healthy, ${found.runningCount} running, ${failed.length} failed`
    if (failed.length >= maxFailures)
      throw new Error(`${failed.length} tasks of ${name} failed, and ECS goes on starting them`)
    if (isSet && found.desiredCount !== desiredCount)
      throw new Error(
        `${name} has to have ${found.desiredCount} tasks now, and not ${desiredCount}: autoscaling or a deployment has changed it`,
      )
    isSet = found.desiredCount === desiredCount
    const counts = [found.desiredCount, found.runningCount, healthy.length]
    const isDone = counts.every((count) => count === desiredCount)
    return (isDone && found.deployments?.length === 1) || undefined
  }
  try {
    await wait({
      for: `${desiredCount} tasks of ${name} to be healthy`,
      seconds,
      look,
      observed: () => observed,
      ...(!view && { progress }),
    })
  } catch (error) {
    const rollout = { service, taskDefinition, healthPath: readHealthPath(service), known }
    const tasks = await describeFailedTasks(context, rollout)
    throw new ObservedFailure((error as Error).message, [...tasks, ...events.problems()])
  } finally {
    view?.(name, [])
  }
}

function isHealthy(
  task: Task,
  state: { found: Service; targets: TargetHealthDescription[]; hasCheck: boolean },
): boolean {
  const { lastStatus, healthStatus } = task
  if (lastStatus !== 'RUNNING') return false
  if (state.hasCheck ? healthStatus !== 'HEALTHY' : healthStatus === 'UNHEALTHY') return false
  if (!state.found.loadBalancers?.length) return true
  return targetOf(task, state.targets)?.TargetHealth?.State === 'healthy'
}

/** A task that ECS stopped because fewer are desired has not failed. */
const hasFailed = ({ stoppedReason }: Task) => !stoppedReason?.startsWith('Scaling activity')
