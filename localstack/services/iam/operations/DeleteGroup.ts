import type { DeleteGroupCommandInput, DeleteGroupCommandOutput } from '@aws-sdk/client-iam'
import { awsError } from '../../../kernel/errors.ts'
import { requireGroup } from '../group.ts'
import { checkNothingAttached } from '../identity.ts'
import type { Operation } from '../../service.ts'
import { iamGroupsOf } from '../state.ts'

export const DeleteGroup: Operation<DeleteGroupCommandInput, DeleteGroupCommandOutput> = (
  { GroupName },
  call,
) => {
  const group = requireGroup(call, GroupName)
  if (group.members.size > 0)
    throw awsError(
      'DeleteConflictException',
      'Cannot delete entity, must remove users from group first.',
    )
  checkNothingAttached(group)
  iamGroupsOf(call).delete(GroupName)
  return {}
}
