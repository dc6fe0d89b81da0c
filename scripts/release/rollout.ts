import type { Deployment, Service, ServiceEvent } from '@aws-sdk/client-ecs'
import { findService, primaryOf } from '../resources/service.ts'
import { describeFailedTasks } from '../resources/task.ts'
import { shortName } from '../resources/task-definition.ts'
import type { Context } from './context.ts'
import { wait } from './wait.ts'

export interface Rollout {
  taskDefinition: string
  /** The service before it was changed, whose events are old news. */
  before: Service | undefined
}

/**
 * Stays with a rollout until its own deployment has completed. ECS calls a service stable also
 * when that deployment was rolled back, so a stable service proves nothing.
 */
export async function follow(context: Context, rollout: Rollout): Promise<Service> {
  const events = eventsAfter(rollout.before)
  const first = await requireService(context)
  const { id } = primaryOf(first)
  const name = shortName(rollout.taskDefinition)
  if (primaryOf(first).taskDefinition !== rollout.taskDefinition)
    throw new Error(`another deployment took the place of ${name}: run this again`)
  let seen: Deployment | undefined
  try {
    return await wait({
      for: `deployment ${id} of ${name} to complete`,
      seconds: 900,
      look: async () => {
        const service = await requireService(context)
        for (const event of events(service)) context.print(line(event))
        seen = service.deployments?.find((deployment) => deployment.id === id)
        return outcome(service, seen, name)
      },
      seen: () => progress(seen),
    })
  } catch (error) {
    const tasks = await describeFailedTasks(context, rollout.taskDefinition)
    for (const text of tasks) context.print(text)
    throw error
  }
}

/**
 * How long ECS says that the newest deployment took; undefined when there was nothing to deploy.
 * In a rehearsal that is what it would take on AWS: waits that are shortened here count in full.
 */
export function rolloutTime(before: Service | undefined, after: Service): string | undefined {
  const { id, createdAt, updatedAt } = primaryOf(after)
  const isOld = before?.deployments?.some((deployment) => deployment.id === id)
  if (!createdAt || !updatedAt || isOld) return undefined
  const seconds = Math.round((updatedAt.getTime() - createdAt.getTime()) / 1000)
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

/** The service once it runs what it was told to, undefined while that is open. */
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
        : `; the service goes back to ${shortName(primary.taskDefinition)}`
    const reason = ours?.rolloutStateReason?.replace(/\.$/, '') ?? 'its deployment is gone'
    throw new Error(`${name} was not deployed: ${reason}${back}`)
  }
  const done = ours?.rolloutState === 'COMPLETED' && service.deployments?.length === 1
  return done ? service : undefined
}

async function requireService(context: Context): Promise<Service> {
  const service = await findService(context)
  if (service?.status === 'ACTIVE') return service
  throw new Error(`ECS service ${context.app.name} was deleted while it was deployed`)
}

/** Tells each event once, oldest first. */
function eventsAfter(before: Service | undefined) {
  const told = new Set(before?.events?.map(({ id }) => id))
  return ({ events = [] }: Service): ServiceEvent[] => {
    const fresh = events.filter(({ id }) => !told.has(id)).toReversed()
    for (const { id } of fresh) told.add(id)
    return fresh
  }
}

/** An event as people read it: its time, and what ECS says. */
export const line = ({ createdAt, message }: ServiceEvent): string =>
  `${createdAt?.toTimeString().slice(0, 8)} ${message}`

const progress = (deployment: Deployment | undefined) =>
  deployment &&
  `${deployment.runningCount} of ${deployment.desiredCount} tasks run, ${deployment.failedTasks ?? 0} have failed, ${deployment.rolloutStateReason ?? ''}`
