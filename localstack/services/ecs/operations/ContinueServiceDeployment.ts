import type {
  ContinueServiceDeploymentCommandInput,
  ContinueServiceDeploymentCommandOutput,
} from '@aws-sdk/client-ecs'
import type { Operation } from '../../service.ts'
import { invalidParameter } from '../errors.ts'
import { wakeScheduler } from '../scheduler.ts'
import { requireServiceDeployment } from '../service/service-deployment.ts'

/** Errors: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshooting-blue-green.html#troubleshooting-blue-green-lifecycle-hooks */
export const ContinueServiceDeployment: Operation<
  ContinueServiceDeploymentCommandInput,
  ContinueServiceDeploymentCommandOutput
> = ({ serviceDeploymentArn, hookId, action = 'CONTINUE' }, call) => {
  if (!/^ecs-[a-z]+-.+$/.test(hookId))
    throw invalidParameter('Invalid hookId: hookId must follow the format: ecs-{hookType}-{id}')
  const record = requireServiceDeployment(call, serviceDeploymentArn)
  if (record.finishedAt)
    throw invalidParameter(
      'Continuing a service deployment is not allowed for service deployment in terminal states.',
    )
  const hook = record.lifecycleHookDetails?.find((known) => known.hookId === hookId)
  if (record.status !== 'IN_PROGRESS' || hook?.status !== 'AWAITING_ACTION')
    throw invalidParameter(
      'Provided hookId is either completed, unavailable, or not associated with the given Resource ARN',
    )
  hook.status = action === 'CONTINUE' ? 'SUCCEEDED' : 'FAILED'
  record.updatedAt = call.clock.now()
  wakeScheduler(call)
  return { serviceDeploymentArn }
}
