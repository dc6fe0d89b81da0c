import type {
  DeleteTaskDefinitionsCommandInput,
  DeleteTaskDefinitionsCommandOutput,
} from '@aws-sdk/client-ecs'
import type { Operation } from '../../service.ts'
import type { Scope } from '../../../kernel/scope.ts'
import { invalidParameter } from '../errors.ts'
import { findTaskDefinition, hasRevision } from '../task-definition/task-definition.ts'

export const DeleteTaskDefinitions: Operation<
  DeleteTaskDefinitionsCommandInput,
  DeleteTaskDefinitionsCommandOutput
> = ({ taskDefinitions: references }, call) => {
  if (references.length > 10) throw invalidParameter('Task definitions cannot be more than 10.')
  const results = references.map((reference) => remove(call, reference))
  return {
    taskDefinitions: results.flatMap(({ taskDefinition }) => taskDefinition ?? []),
    failures: results.flatMap(({ failure }) => failure ?? []),
  }
}

/** AWS deletes a revision once no task or service uses it. Here it stays DELETE_IN_PROGRESS. */
function remove(scope: Scope, reference: string) {
  if (!hasRevision(reference))
    return {
      failure: {
        arn: reference,
        reason:
          'The specified task definition identifier is invalid. Specify a valid name or ARN and try again.',
      },
    }
  const taskDefinition = findTaskDefinition(scope, reference)
  if (!taskDefinition)
    return {
      failure: {
        arn: reference,
        reason:
          'The specified task definition does not exist. Specify a valid account, family, revision and try again.',
      },
    }
  if (taskDefinition.status === 'ACTIVE')
    return {
      failure: {
        arn: taskDefinition.taskDefinitionArn,
        reason:
          'The specified task definition is still in ACTIVE status. Please deregister the target and try again.',
      },
    }
  taskDefinition.status = 'DELETE_IN_PROGRESS'
  taskDefinition.deleteRequestedAt = scope.clock.now()
  return { taskDefinition }
}
