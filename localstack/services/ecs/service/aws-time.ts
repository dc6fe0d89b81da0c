import type { DeploymentRecord } from '../records.ts'
import type { Snapshot, TaskSnapshot } from './snapshot.ts'

const second = 1000

/** Milliseconds of AWS's own work that takes no time here, from the log of a rolling update of one task on AWS. */
export const onAws = {
  /** From the event that a task has started to its registration: network interface, capacity, pull. */
  start: 40 * second,
  /** From registration to healthy as the scheduler sees it. */
  healthy: 50 * second,
  /** From the stop of an old task to its deregistration. */
  deregister: 10 * second,
  /** From the last drain to the deployment's end. */
  complete: 52 * second,
} as const

/** The part of a wait of `ms` that CLOCK_RATE leaves out. */
export const leftOut = ({ rate }: Pick<Snapshot, 'rate'>, ms: number): number => ms - ms / rate

/** The longest deregistration delay of tasks that stop together, in ms. */
export function longestDrain(
  { targetGroups }: Pick<Snapshot, 'targetGroups'>,
  tasks: TaskSnapshot[],
): number {
  const delays = tasks
    .flatMap(({ targets }) => targets)
    .map(({ targetGroupArn }) => targetGroups[targetGroupArn]?.deregistrationDelay ?? 0)
  return Math.max(0, ...delays) * second
}

/** The time at which a deployment that ends now would end on AWS. */
export const endOnAws = (now: Date, { moreOnAws }: DeploymentRecord): Date =>
  new Date(now.getTime() + Math.round(moreOnAws))
