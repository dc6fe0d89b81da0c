import type { GetRoleCommandInput, GetRoleCommandOutput } from '@aws-sdk/client-iam'
import { roleToApi, requireRole } from '../role.ts'
import { type Operation, readOnly } from '../../service.ts'

export const GetRole: Operation<GetRoleCommandInput, GetRoleCommandOutput> = readOnly(
  ({ RoleName }, call) => ({
    Role: roleToApi(requireRole(call, RoleName)),
  }),
)
