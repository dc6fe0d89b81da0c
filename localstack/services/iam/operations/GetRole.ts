import type { GetRoleCommandInput, GetRoleCommandOutput } from '@aws-sdk/client-iam'
import { describeRole, roleNamed } from '../role.ts'
import { type Operation, readOnly } from '../../service.ts'

export const GetRole: Operation<GetRoleCommandInput, GetRoleCommandOutput> = readOnly(
  ({ RoleName }, call) => ({
    Role: describeRole(roleNamed(call, RoleName)),
  }),
)
