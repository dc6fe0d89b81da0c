import type {
  DeploymentLifecycleHookDetail,
  DeploymentLifecycleHookStatus,
} from '@aws-sdk/client-ecs'
import { hasPassed } from '../../../kernel/deadline.ts'
import { add, change, type Draft } from './draft.ts'
import { failAndRollBack } from './rollback.ts'
import { findServiceDeployment } from './service-record.ts'

const minute = 60_000

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentLifecycleHookTimeoutConfiguration.html */
const defaultMinutes = 24 * 60
const longestMinutes = 14 * 24 * 60

/** Starts the pause hooks of a stage. CLOCK_RATE does not shorten their timeouts, because they wait for a caller. */
export function startHooks(draft: Draft, stage: string): void {
  const { service, snapshot } = draft
  const hooks = service.deploymentConfiguration.lifecycleHooks?.filter(({ lifecycleStages }) =>
    lifecycleStages?.some((name) => name === stage),
  )
  if (!hooks?.length) return
  add(draft, {
    type: 'startHooks',
    hooks: hooks.map(({ timeoutConfiguration: { timeoutInMinutes, action } = {} }) => ({
      expiresAt: new Date(snapshot.now.getTime() + (timeoutInMinutes ?? defaultMinutes) * minute),
      timeoutAction: action ?? 'ROLLBACK',
    })),
  })
}

/**
 * Returns true while hooks hold a deployment at its stage, and when one of them has rolled it back:
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/pause-lifecycle-hooks.html
 */
export function isHeldByHooks(draft: Draft): boolean {
  expireHooks(draft)
  const { lifecycleHookDetails: hooks = [], lifecycleStage } = findServiceDeployment(draft.service)!
  if (hooks.some(({ status }) => status === 'FAILED'))
    failAndRollBack(
      draft,
      `Service deployment rolled back because ${lifecycleStage} lifecycle hook(s) failed.`,
    )
  else if (hooks.some(hasTimedOut))
    failAndRollBack(
      draft,
      `Service deployment rolled back because ${lifecycleStage} pause hook timed out.`,
    )
  else return hooks.some(isAwaited)
  return true
}

const isAwaited = ({ status }: DeploymentLifecycleHookDetail) => status === 'AWAITING_ACTION'

const hasTimedOut = ({ status, timeoutAction }: DeploymentLifecycleHookDetail) =>
  status === 'TIMED_OUT' && timeoutAction === 'ROLLBACK'

function expireHooks(draft: Draft): void {
  const { now } = draft.snapshot
  const hooks = findServiceDeployment(draft.service)!.lifecycleHookDetails ?? []
  const isExpired = (hook: DeploymentLifecycleHookDetail) =>
    isAwaited(hook) && hasPassed(hook.expiresAt!, { now, longest: longestMinutes * minute })
  if (!hooks.some(isExpired)) return
  const status: DeploymentLifecycleHookStatus = 'TIMED_OUT'
  const lifecycleHookDetails = hooks.map((hook) => (isExpired(hook) ? { ...hook, status } : hook))
  change(draft, { type: 'changeServiceDeployment', changes: { lifecycleHookDetails } })
}
