import type {
  DeleteRolePermissionsBoundaryCommandInput,
  DeleteRolePermissionsBoundaryCommandOutput,
} from '@aws-sdk/client-iam'
import { requireModifiableRole } from '../role.ts'
import type { Operation } from '../../service.ts'

export const DeleteRolePermissionsBoundary: Operation<
  DeleteRolePermissionsBoundaryCommandInput,
  DeleteRolePermissionsBoundaryCommandOutput
> = ({ RoleName }, call) => {
  delete requireModifiableRole(call, RoleName).PermissionsBoundary
  return {}
}
