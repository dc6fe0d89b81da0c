import type {
  UpdateRoleDescriptionCommandInput,
  UpdateRoleDescriptionCommandOutput,
} from '@aws-sdk/client-iam'
import { roleToApi, requireModifiableRole } from '../role.ts'
import type { Operation } from '../../service.ts'

export const UpdateRoleDescription: Operation<
  UpdateRoleDescriptionCommandInput,
  UpdateRoleDescriptionCommandOutput
> = ({ RoleName, Description }, call) => {
  const role = requireModifiableRole(call, RoleName)
  role.Description = Description
  return { Role: roleToApi(role) }
}
