import type {
  PutRolePermissionsBoundaryCommandInput,
  PutRolePermissionsBoundaryCommandOutput,
} from '@aws-sdk/client-iam'
import { boundaryOf } from '../identity.ts'
import { requireModifiableRole } from '../role.ts'
import type { Operation } from '../../service.ts'

export const PutRolePermissionsBoundary: Operation<
  PutRolePermissionsBoundaryCommandInput,
  PutRolePermissionsBoundaryCommandOutput
> = (input, call) => {
  Object.assign(
    requireModifiableRole(call, input.RoleName),
    boundaryOf(call, input.PermissionsBoundary),
  )
  return {}
}
