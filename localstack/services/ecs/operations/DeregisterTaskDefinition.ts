import type {
  DeregisterTaskDefinitionCommandInput,
  DeregisterTaskDefinitionCommandOutput,
} from '@aws-sdk/client-ecs'
import type { Operation } from '../../service.ts'
import { clientError } from '../errors.ts'
import { findTaskDefinition, hasRevision } from '../task-definition/task-definition.ts'

export const DeregisterTaskDefinition: Operation<
  DeregisterTaskDefinitionCommandInput,
  DeregisterTaskDefinitionCommandOutput
> = ({ taskDefinition: reference }, call) => {
  if (!hasRevision(reference)) throw clientError('Revision is missing.')
  const taskDefinition = findTaskDefinition(call, reference)
  if (!taskDefinition) throw clientError('Unable to describe task definition.')
  if (taskDefinition.status !== 'ACTIVE')
    throw clientError('The specified task definition is inactive. You cannot deregister it.')
  taskDefinition.status = 'INACTIVE'
  taskDefinition.deregisteredAt = call.clock.now()
  return { taskDefinition }
}
