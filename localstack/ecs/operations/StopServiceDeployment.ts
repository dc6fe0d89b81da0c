import type {
  StopServiceDeploymentCommandInput,
  StopServiceDeploymentCommandOutput,
} from '@aws-sdk/client-ecs'
import type { Operation } from '../../operation.ts'
import { awsError } from '../../errors.ts'
import { wakeScheduler } from '../scheduler.ts'
import { ecsOf } from '../state.ts'

export const StopServiceDeployment: Operation<
  StopServiceDeploymentCommandInput,
  StopServiceDeploymentCommandOutput
> = ({ serviceDeploymentArn, stopType = 'ROLLBACK' }, call) => {
  const deployment = ecsOf(call)
    .services.values()
    .flatMap(({ serviceDeployments }) => serviceDeployments)
    .find((record) => record.serviceDeploymentArn === serviceDeploymentArn)
  if (!deployment)
    throw awsError('ServiceDeploymentNotFoundException', 'Service deployment not found.')
  if (deployment.finishedAt)
    throw awsError(
      'ConflictException',
      `The service deployment cannot be stopped because it is in the ${deployment.status} state.`,
    )
  if (deployment.status === 'PENDING' || deployment.status === 'IN_PROGRESS') {
    const rollback = stopType === 'ROLLBACK'
    deployment.status = rollback ? 'ROLLBACK_REQUESTED' : 'STOP_REQUESTED'
    deployment.statusReason = `Service deployment ${rollback ? 'rolled back' : 'stopped'} because of a user request.`
    deployment.updatedAt = call.clock.now()
    wakeScheduler(call)
  }
  return { serviceDeploymentArn }
}
