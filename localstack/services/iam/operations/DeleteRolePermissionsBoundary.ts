import type {
  DeleteRolePermissionsBoundaryCommandInput,
  DeleteRolePermissionsBoundaryCommandOutput,
} from '@aws-sdk/client-iam'
import { modifiableRole } from '../role.ts'
import type { Operation } from '../../service.ts'

export const DeleteRolePermissionsBoundary: Operation<
  DeleteRolePermissionsBoundaryCommandInput,
  DeleteRolePermissionsBoundaryCommandOutput
> = ({ RoleName }, call) => {
  delete modifiableRole(call, RoleName).PermissionsBoundary
  return {}
}
