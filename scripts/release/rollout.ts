import type { Deployment, Service } from '@aws-sdk/client-ecs'
import type { TargetHealthDescription } from '@aws-sdk/client-elastic-load-balancing-v2'
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
import { readServiceView, readTargets, showView } from './service-view.ts'
import { ago, duration } from './time.ts'
import { wait } from './wait.ts'

export interface Rollout {
  service: AppService
  taskDefinition: string
  /** The service before the change. Its events are not printed again. */
  before: Service | undefined
  /** The longest that it may take. */
  seconds?: number | undefined
}

/** ECS may start tasks in place of failed ones forever. After this many failures they have failed. */
export const maxFailures = 3

/** The longest that tasks may take to run. */
export const defaultSeconds = 15 * 60

/**
 * Waits until the rollout's own deployment has completed. ECS calls a service stable also after it
 * was rolled back, so a stable service does not show that the deployment succeeded.
 */
export async function follow(context: Context, rollout: Rollout): Promise<Service> {
  const { view, print } = context
  const events = new EventLines(rollout.before)
  const first = await requireActive(context, rollout.service)
  const { id, createdAt } = primaryOf(first)
  const name = shortName(rollout.taskDefinition)
  if (primaryOf(first).taskDefinition !== rollout.taskDefinition)
    throw new Error(`another deployment replaced ${name}: run this again`)
  if (isInProgress(rollout.before, id!))
    print(
      `deployment ${id} of ${name} was started ${createdAt && ago(createdAt)}: this waits for it`,
    )
  let targets: TargetHealthDescription[] = []
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
      seconds: rollout.seconds ?? defaultSeconds,
      look: async () => {
        const service = await requireActive(context, rollout.service)
        for (const line of events.add(service)) print(line)
        targets = await readTargets(context, service).catch(() => [])
        if (view) await show(service)
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
      observed: () => progressOf(seen, targets),
      ...(!view && { progress: context.progress }),
    })
  } catch (error) {
    throw new ObservedFailure((error as Error).message, await observe())
  } finally {
    view?.(rollout.service.name, [])
  }

  /** What cannot be read, for want of a permission, is not shown, and stops nothing. */
  async function show(service: Service): Promise<void> {
    const read = await readServiceView(context, rollout.service, service).catch(() => undefined)
    if (read) showView(context, read)
  }

  /** ECS may try for minutes until it gives up. The cause is known with the first task that fails. */
  async function warn(): Promise<void> {
    const observed = await observe()
    for (const line of observed) print(line)
    for (const line of adviceOn(observed, rollout.service.name)) print(line)
  }
}

/** True for a deployment that a call before this one started. */
const isInProgress = (before: Service | undefined, id: string): boolean =>
  before?.deployments?.find((deployment) => deployment.id === id)?.rolloutState === 'IN_PROGRESS'

/** ECS repeats the reason of a task that does not start in an event. */
const isShown = (event: string, tasks: string[]): boolean => {
  const [, reason] = /Reason: (.*?)\.?( \(\d+ times\))?$/.exec(event) ?? []
  return reason !== undefined && tasks.some((line) => withoutPeriod(line).endsWith(reason))
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
  ...(seconds === undefined ? [] : [`the rollout took ${duration(seconds)} of ECS's time`]),
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

async function requireActive(context: Context, service: AppService): Promise<Service> {
  const found = await findService(context, service)
  if (found?.status === 'ACTIVE') return found
  throw new Error(`ECS service ${service.name} was deleted during the deployment`)
}

const progressOf = (deployment: Deployment | undefined, targets: TargetHealthDescription[]) =>
  deployment &&
  [
    `${deployment.runningCount}/${deployment.desiredCount} tasks running`,
    `${deployment.failedTasks ?? 0} failed`,
    ...(targets.length > 0 ? [`targets: ${countStates(targets)}`] : []),
    ...(deployment.rolloutStateReason ? [deployment.rolloutStateReason] : []),
  ].join(', ')

/** `1 healthy, 1 initial` */
function countStates(targets: TargetHealthDescription[]): string {
  const byState = Map.groupBy(targets, ({ TargetHealth }) => TargetHealth?.State)
  return Array.from(byState, ([state, { length }]) => `${length} ${state}`).join(', ')
}
