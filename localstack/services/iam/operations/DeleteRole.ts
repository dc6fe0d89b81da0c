import type { DeleteRoleCommandInput, DeleteRoleCommandOutput } from '@aws-sdk/client-iam'
import { awsError } from '../../../kernel/errors.ts'
import { checkNothingAttached } from '../identity.ts'
import { requireModifiableRole } from '../role.ts'
import { iamState, profilesOf } from '../state.ts'
import type { Operation } from '../../service.ts'

export const DeleteRole: Operation<DeleteRoleCommandInput, DeleteRoleCommandOutput> = (
  { RoleName },
  call,
) => {
  const role = requireModifiableRole(call, RoleName)
  if (
    profilesOf(call)
      .values()
      .some((profile) => profile.RoleName === RoleName)
  )
    throw awsError(
      'DeleteConflictException',
      'Cannot delete entity, must remove roles from instance profile first.',
    )
  checkNothingAttached(role)
  call.state(iamState).roles.delete(RoleName)
  return {}
}
