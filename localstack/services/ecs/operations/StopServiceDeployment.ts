import type {
  StopServiceDeploymentCommandInput,
  StopServiceDeploymentCommandOutput,
} from '@aws-sdk/client-ecs'
import type { Operation } from '../../service.ts'
import { awsError } from '../../../kernel/errors.ts'
import { invalidParameter } from '../errors.ts'
import { wakeScheduler } from '../scheduler.ts'
import { requireServiceDeployment } from '../service/service-deployment.ts'

export const StopServiceDeployment: Operation<
  StopServiceDeploymentCommandInput,
  StopServiceDeploymentCommandOutput
> = ({ serviceDeploymentArn, stopType }, call) => {
  // The model has ABORT too: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StopServiceDeployment.html
  if (stopType === 'ABORT')
    throw invalidParameter('The stopType ABORT is not valid. The valid values are ROLLBACK.')
  const deployment = requireServiceDeployment(call, serviceDeploymentArn)
  if (deployment.finishedAt)
    throw awsError(
      'ConflictException',
      `The service deployment cannot be stopped because it is in the ${deployment.status} state.`,
    )
  if (deployment.status === 'PENDING' || deployment.status === 'IN_PROGRESS') {
    deployment.status = 'ROLLBACK_REQUESTED'
    deployment.statusReason = 'Service deployment rolled back because of a user request.'
    deployment.updatedAt = call.clock.now()
    wakeScheduler(call)
  }
  return { serviceDeploymentArn }
}
