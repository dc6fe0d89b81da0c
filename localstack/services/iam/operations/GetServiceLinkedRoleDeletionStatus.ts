import type {
  GetServiceLinkedRoleDeletionStatusCommandInput,
  GetServiceLinkedRoleDeletionStatusCommandOutput,
} from '@aws-sdk/client-iam'
import { awsError } from '../../../kernel/errors.ts'
import { iamState } from '../state.ts'
import type { Operation } from '../../service.ts'

export const GetServiceLinkedRoleDeletionStatus: Operation<
  GetServiceLinkedRoleDeletionStatusCommandInput,
  GetServiceLinkedRoleDeletionStatusCommandOutput
> = ({ DeletionTaskId }, call) => {
  if (!call.state(iamState).deletionTasks.has(DeletionTaskId))
    throw awsError('NoSuchEntityException', `The deletion task ${DeletionTaskId} cannot be found.`)
  return { Status: 'SUCCEEDED' }
}
