import type { DeleteRoleCommandInput, DeleteRoleCommandOutput } from '@aws-sdk/client-iam'
import { checkNothingAttached } from '../identity.ts'
import { modifiableRole } from '../role.ts'
import { iamState } from '../state.ts'
import type { Operation } from '../../operation.ts'

export const DeleteRole: Operation<DeleteRoleCommandInput, DeleteRoleCommandOutput> = (
  { RoleName },
  call,
) => {
  const role = modifiableRole(call, RoleName)
  checkNothingAttached(role)
  call.state(iamState).roles.delete(RoleName)
  return {}
}
