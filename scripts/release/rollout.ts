import type { Deployment, Service, ServiceEvent } from '@aws-sdk/client-ecs'
import { findService, primaryOf } from '../resources/service.ts'
import { describeFailedTasks } from '../resources/task.ts'
import { shortName } from '../resources/task-definition.ts'
import type { Context } from './context.ts'
import type { AppService } from './services.ts'
import { wait } from './wait.ts'

export interface Rollout {
  service: AppService
  taskDefinition: string
  /** The service before the change. Its events are not printed again. */
  before: Service | undefined
}

/**
 * Waits until the rollout's own deployment has completed. ECS calls a service stable also after it
 * was rolled back, so a stable service does not show that the deployment succeeded.
 */
export async function follow(context: Context, rollout: Rollout): Promise<Service> {
  const events = eventsAfter(rollout.before)
  const first = await requireService(context, rollout.service)
  const { id } = primaryOf(first)
  const name = shortName(rollout.taskDefinition)
  if (primaryOf(first).taskDefinition !== rollout.taskDefinition)
    throw new Error(`another deployment replaced ${name}: run this again`)
  let seen: Deployment | undefined
  try {
    return await wait({
      for: `deployment ${id} of ${name} to complete`,
      seconds: 900,
      look: async () => {
        const service = await requireService(context, rollout.service)
        for (const event of events(service)) context.print(line(event))
        seen = service.deployments?.find((deployment) => deployment.id === id)
        return outcome(service, seen, name)
      },
      observed: () => progressOf(seen),
      progress: context.progress,
    })
  } catch (error) {
    const tasks = await describeFailedTasks(context, rollout.service, rollout.taskDefinition)
    for (const text of tasks) context.print(text)
    throw error
  }
}

/**
 * The duration of the newest deployment by ECS's own times; undefined if there was nothing to deploy.
 * In a rehearsal it is the duration on AWS: waits that the emulator shortens count in full.
 */
export function rolloutTime(before: Service | undefined, after: Service): string | undefined {
  const { id, createdAt, updatedAt } = primaryOf(after)
  const isOld = before?.deployments?.some((deployment) => deployment.id === id)
  if (!createdAt || !updatedAt || isOld) return undefined
  const seconds = Math.round((updatedAt.getTime() - createdAt.getTime()) / 1000)
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

/** The service if the deployment has completed; undefined while it is in progress. */
function outcome(
  service: Service,
  ours: Deployment | undefined,
  name: string,
): Service | undefined {
  const primary = primaryOf(service)
  if (ours?.rolloutState === 'FAILED' || primary.id !== ours?.id) {
    const back =
      primary.id === ours?.id
        ? ''
        : `; the service was rolled back to ${shortName(primary.taskDefinition)}`
    const reason = ours?.rolloutStateReason?.replace(/\.$/, '') ?? 'its deployment no longer exists'
    throw new Error(`${name} was not deployed: ${reason}${back}`)
  }
  const done = ours?.rolloutState === 'COMPLETED' && service.deployments?.length === 1
  return done ? service : undefined
}

async function requireService(context: Context, service: AppService): Promise<Service> {
  const found = await findService(context, service)
  if (found?.status === 'ACTIVE') return found
  throw new Error(`ECS service ${service.name} was deleted during the deployment`)
}

/** Returns each event once, oldest first. */
function eventsAfter(before: Service | undefined) {
  const known = new Set(before?.events?.map(({ id }) => id))
  return ({ events = [] }: Service): ServiceEvent[] => {
    const fresh = events.filter(({ id }) => !known.has(id)).toReversed()
    for (const { id } of fresh) known.add(id)
    return fresh
  }
}

/** An event as a line: its time and its message. */
export const line = ({ createdAt, message }: ServiceEvent): string =>
  `${createdAt?.toTimeString().slice(0, 8)} ${message}`

const progressOf = (deployment: Deployment | undefined) =>
  deployment &&
  [
    `${deployment.runningCount}/${deployment.desiredCount} tasks running`,
    `${deployment.failedTasks ?? 0} failed`,
    ...(deployment.rolloutStateReason ? [deployment.rolloutStateReason] : []),
  ].join(', ')
