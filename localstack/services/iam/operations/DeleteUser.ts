import type { DeleteUserCommandInput, DeleteUserCommandOutput } from '@aws-sdk/client-iam'
import { awsError } from '../../../kernel/errors.ts'
import { accessKeysOf } from '../access-key.ts'
import { groupsOfUser } from '../group.ts'
import { checkNothingAttached } from '../identity.ts'
import { iamState } from '../state.ts'
import { requireUser } from '../user.ts'
import type { Operation } from '../../service.ts'

export const DeleteUser: Operation<DeleteUserCommandInput, DeleteUserCommandOutput> = (
  { UserName },
  call,
) => {
  const user = requireUser(call, UserName)
  if (accessKeysOf(call, user).length > 0)
    throw awsError(
      'DeleteConflictException',
      'Cannot delete entity, must delete access keys first.',
    )
  if (groupsOfUser(call, UserName).length > 0)
    throw awsError(
      'DeleteConflictException',
      'Cannot delete entity, must remove users from group first.',
    )
  checkNothingAttached(user)
  call.state(iamState).users.delete(UserName)
  return {}
}
