import type {
  GetServiceLinkedRoleDeletionStatusCommandInput,
  GetServiceLinkedRoleDeletionStatusCommandOutput,
} from '@aws-sdk/client-iam'
import { awsError } from '../../../kernel/errors.ts'
import { iamState } from '../state.ts'
import { type Operation, readOnly } from '../../service.ts'

export const GetServiceLinkedRoleDeletionStatus: Operation<
  GetServiceLinkedRoleDeletionStatusCommandInput,
  GetServiceLinkedRoleDeletionStatusCommandOutput
> = readOnly(({ DeletionTaskId }, call) => {
  if (!call.state(iamState).deletionTasks.has(DeletionTaskId))
    throw awsError('NoSuchEntityException', `The deletion task ${DeletionTaskId} cannot be found.`)
  return { Status: 'SUCCEEDED' }
})
