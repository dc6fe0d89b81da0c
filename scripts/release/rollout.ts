import type { Deployment, Service } from '@aws-sdk/client-ecs'
import { describeFailedTasks } from '../failure/failed-tasks.ts'
import { adviceOn } from '../failure/explain.ts'
import { ObservedFailure } from '../failure/observed.ts'
import { findService, primaryOf } from '../resources/service.ts'
import { findServiceDeployment } from '../resources/service-deployment.ts'
import { readHealthPath } from '../resources/target-group.ts'
import { shortName } from '../resources/task-definition.ts'
import type { Context } from './context.ts'
import { EventLines } from './event-lines.ts'
import type { ResultOf } from './results.ts'
import type { AppService } from './services.ts'
import { wait } from './wait.ts'

export interface Rollout {
  service: AppService
  taskDefinition: string
  /** The service before the change. Its events are not printed again. */
  before: Service | undefined
}

/** Without a circuit breaker ECS starts tasks forever. After this many failures a rollout has failed. */
const maxFailures = 3

/**
 * Waits until the rollout's own deployment has completed. ECS calls a service stable also after it
 * was rolled back, so a stable service does not show that the deployment succeeded.
 */
export async function follow(context: Context, rollout: Rollout): Promise<Service> {
  const events = new EventLines(rollout.before)
  const first = await requireService(context, rollout.service)
  const { id } = primaryOf(first)
  const name = shortName(rollout.taskDefinition)
  if (primaryOf(first).taskDefinition !== rollout.taskDefinition)
    throw new Error(`another deployment replaced ${name}: run this again`)
  let seen: Deployment | undefined
  let warned = false
  const observe = async () => {
    const healthPath = readHealthPath(rollout.service)
    const tasks = await describeFailedTasks(context, { ...rollout, healthPath })
    return [...tasks, ...events.problems().filter((event) => !isShown(event, tasks))]
  }
  try {
    return await wait({
      for: `deployment ${id} of ${name} to complete`,
      seconds: 900,
      look: async () => {
        const service = await requireService(context, rollout.service)
        for (const line of events.add(service)) context.print(line)
        seen = service.deployments?.find((deployment) => deployment.id === id) ?? seen
        if (hasCompleted(service, id!)) return service
        if (!warned && isFailing(seen, events)) {
          warned = true
          await warn()
        }
        const failure = await failureOf(context, rollout, { service, ours: seen, id: id! })
        if (failure) throw new Error(`${name} was not deployed: ${failure}`)
        return undefined
      },
      observed: () => progressOf(seen),
      progress: context.progress,
    })
  } catch (error) {
    throw new ObservedFailure((error as Error).message, await observe())
  }

  /** ECS may try for minutes until it gives up. The cause is known with the first task that fails. */
  async function warn(): Promise<void> {
    const observed = await observe()
    for (const line of observed) context.print(line)
    for (const line of adviceOn(observed, rollout.service.name)) context.print(line)
  }
}

/** ECS repeats the reason of a task that does not start in an event. */
const isShown = (event: string, tasks: string[]): boolean => {
  const [, reason] = /Reason: (.*?)\.?( \(\d+ times\))?$/.exec(event) ?? []
  return reason !== undefined && tasks.some((line) => line.endsWith(reason))
}

const isFailing = (deployment: Deployment | undefined, events: EventLines): boolean =>
  (deployment?.failedTasks ?? 0) > 0 || events.problems().length > 0

export type RolledOut = ResultOf<'deploy'>['services'][number]

/** The result of a rollout that has completed. */
export const rolloutOf = (
  { service, taskDefinition, before }: Rollout,
  after: Service,
): RolledOut => ({
  service: service.name,
  taskDefinition: shortName(taskDefinition),
  tasks: after.runningCount ?? 0,
  seconds: rolloutTime(before, after),
})

export const rolloutLines = ({ taskDefinition, tasks, seconds }: RolledOut): string[] => [
  `${taskDefinition} runs in ${tasks} tasks`,
  ...(seconds === undefined ? [] : [`the rollout took ${durationOf(seconds)} of ECS's time`]),
]

/**
 * The duration of the newest deployment by ECS's own times; undefined if there was nothing to deploy.
 * In a rehearsal it is the duration on AWS: waits that the emulator shortens count in full.
 */
function rolloutTime(before: Service | undefined, after: Service): number | undefined {
  const { id, createdAt, updatedAt } = primaryOf(after)
  const isOld = before?.deployments?.some((deployment) => deployment.id === id)
  if (!createdAt || !updatedAt || isOld) return undefined
  return Math.round((updatedAt.getTime() - createdAt.getTime()) / 1000)
}

const durationOf = (seconds: number): string =>
  seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`

const hasCompleted = (service: Service, id: string): boolean =>
  service.deployments?.length === 1 &&
  primaryOf(service).id === id &&
  primaryOf(service).rolloutState === 'COMPLETED'

/** Why the rollout's deployment will not complete; undefined while it can. */
async function failureOf(
  context: Context,
  rollout: Rollout,
  { service, ours, id }: { service: Service; ours: Deployment | undefined; id: string },
): Promise<string | undefined> {
  const primary = primaryOf(service)
  if (primary.id !== id) return describeEnd(context, rollout, { service, ours, id })
  if (ours?.rolloutState === 'FAILED') return withoutPeriod(ours.rolloutStateReason ?? 'it failed')
  const breaker = service.deploymentConfiguration?.deploymentCircuitBreaker?.enable
  if (!breaker && (ours?.failedTasks ?? 0) >= maxFailures && ours?.runningCount === 0)
    return `${ours?.failedTasks} tasks failed, and ECS goes on: .aws/${rollout.service.name}/service.json enables no deploymentCircuitBreaker`
  return undefined
}

/** A deployment that is no longer the newest one was rolled back, or replaced by another. */
async function describeEnd(
  context: Context,
  { service: { name } }: Rollout,
  { service, ours, id }: { service: Service; ours: Deployment | undefined; id: string },
): Promise<string> {
  const newest = shortName(primaryOf(service).taskDefinition)
  // The failure is reported also where this call is missing or denied.
  const ended = await findServiceDeployment(context, name, id).catch(() => undefined)
  if (ended?.status?.startsWith('STOP')) return `another deployment, of ${newest}, replaced it`
  const reason =
    ours?.rolloutStateReason ?? ended?.statusReason ?? 'its deployment no longer exists'
  return `${withoutPeriod(reason)}; the service was rolled back to ${newest}`
}

const withoutPeriod = (text: string) => text.replace(/\.$/, '')

async function requireService(context: Context, service: AppService): Promise<Service> {
  const found = await findService(context, service)
  if (found?.status === 'ACTIVE') return found
  throw new Error(`ECS service ${service.name} was deleted during the deployment`)
}

const progressOf = (deployment: Deployment | undefined) =>
  deployment &&
  [
    `${deployment.runningCount}/${deployment.desiredCount} tasks running`,
    `${deployment.failedTasks ?? 0} failed`,
    ...(deployment.rolloutStateReason ? [deployment.rolloutStateReason] : []),
  ].join(', ')
