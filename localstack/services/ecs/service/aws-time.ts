import { findTargetGroup } from '../../elbv2/public.ts'
import type { Scope } from '../../../kernel/scope.ts'
import type { DeploymentRecord, TaskRecord } from '../records.ts'

const second = 1000

/**
 * What AWS takes for its own work in each step of a rollout and this emulator does not imitate,
 * from the log of a rolling update of one task there.
 */
const onAws = {
  /** From the event that a task has started to its registration: network interface, capacity, pull. */
  start: 40 * second,
  /** From registration to healthy as the scheduler sees it. */
  healthy: 50 * second,
  /** From the stop of an old task to its deregistration. */
  deregister: 10 * second,
  /** From the last drain to the deployment's end. */
  complete: 52 * second,
} as const

/** Adds a step's time on AWS to what a deployment takes there beyond what it takes here. */
export function addAwsStep(deployment: DeploymentRecord, step: keyof typeof onAws): void {
  deployment.moreOnAws += onAws[step]
}

/** Adds a wait of `ms` on AWS, of which CLOCK_RATE leaves only a part here. */
export function addWait({ clock }: Scope, deployment: DeploymentRecord, ms: number): void {
  deployment.moreOnAws += ms - ms / clock.rate
}

/** Adds the deregistration delay that tasks which stop together wait for together. */
export function addDrain(scope: Scope, deployment: DeploymentRecord, tasks: TaskRecord[]): void {
  const delays = tasks
    .flatMap(({ targets }) => targets)
    .map(({ targetGroupArn }) =>
      Number(
        findTargetGroup(scope, targetGroupArn)?.attributes.get(
          'deregistration_delay.timeout_seconds',
        ) ?? 0,
      ),
    )
  addWait(scope, deployment, Math.max(0, ...delays) * second)
}

/** When a deployment that ends now would end on AWS: here's real time and what AWS takes beyond it. */
export const endOnAws = ({ clock }: Scope, { moreOnAws }: DeploymentRecord): Date =>
  new Date(clock.now().getTime() + Math.round(moreOnAws))
