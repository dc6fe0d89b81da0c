import type { GetRoleCommandInput, GetRoleCommandOutput } from '@aws-sdk/client-iam'
import { describeRole, roleNamed } from '../role.ts'
import type { Operation } from '../../service.ts'

export const GetRole: Operation<GetRoleCommandInput, GetRoleCommandOutput> = (
  { RoleName },
  call,
) => ({
  Role: describeRole(roleNamed(call, RoleName)),
})
