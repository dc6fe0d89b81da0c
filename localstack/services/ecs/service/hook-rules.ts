import type { DeploymentLifecycleHook, DeploymentLifecycleHookStage } from '@aws-sdk/client-ecs'
import { notImplemented } from '../../../kernel/errors.ts'
import type { Violation } from '../../../wire/validate.ts'
import { invalidParameter } from '../errors.ts'
import type { RollingConfiguration } from './configuration.ts'

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/pause-lifecycle-hooks.html#pause-hooks-constraints */
const most = 10

/** These run during a rollback as well. */
const withoutPause: DeploymentLifecycleHookStage[] = [
  'TEST_TRAFFIC_SHIFT',
  'PRODUCTION_TRAFFIC_SHIFT',
]

/** Rejects lifecycle hooks that ECS rejects: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshooting-blue-green.html */
export function checkHooks({ strategy, lifecycleHooks = [] }: RollingConfiguration): void {
  for (const hook of lifecycleHooks) checkHook(hook)
  if (lifecycleHooks.length > most)
    throw invalidParameter(`lifecycleHooks can have at most ${most} items.`)
  if (lifecycleHooks.length > 0 && strategy === 'ROLLING')
    throw notImplemented('lifecycle hooks of rolling updates')
}

/** ECS words a hook's unknown target type by itself. */
export const sentenceOfHook = (violations: Violation[]): string | undefined =>
  violations.some(({ path }) => path.includes('lifecycleHooks') && path.endsWith('targetType'))
    ? 'Invalid targetType. Valid values are: AWS_LAMBDA, PAUSE'
    : undefined

function checkHook({
  targetType = 'AWS_LAMBDA',
  lifecycleStages = [],
  hookTargetArn,
  roleArn,
}: DeploymentLifecycleHook): void {
  if (targetType === 'AWS_LAMBDA')
    throw notImplemented('deployment lifecycle hooks: it has no Lambda')
  if (hookTargetArn !== undefined || roleArn !== undefined)
    throw notImplemented('pause hooks with a target or role, which are for Lambda hooks')
  if (lifecycleStages.length === 0) throw invalidParameter('lifecycleStages must be specified')
  if (lifecycleStages.some((stage) => withoutPause.includes(stage)))
    throw invalidParameter('Invalid lifecycle stage provided for Pause Hook')
}
