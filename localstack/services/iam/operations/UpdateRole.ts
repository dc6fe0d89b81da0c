import type { UpdateRoleCommandInput, UpdateRoleCommandOutput } from '@aws-sdk/client-iam'
import { requireModifiableRole } from '../role.ts'
import type { Operation } from '../../service.ts'

export const UpdateRole: Operation<UpdateRoleCommandInput, UpdateRoleCommandOutput> = (
  input,
  call,
) => {
  const role = requireModifiableRole(call, input.RoleName)
  if (input.Description !== undefined) role.Description = input.Description
  if (input.MaxSessionDuration !== undefined) role.MaxSessionDuration = input.MaxSessionDuration
  return {}
}
