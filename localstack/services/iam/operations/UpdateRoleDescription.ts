import type {
  UpdateRoleDescriptionCommandInput,
  UpdateRoleDescriptionCommandOutput,
} from '@aws-sdk/client-iam'
import { describeRole, modifiableRole } from '../role.ts'
import type { Operation } from '../../service.ts'

export const UpdateRoleDescription: Operation<
  UpdateRoleDescriptionCommandInput,
  UpdateRoleDescriptionCommandOutput
> = ({ RoleName, Description }, call) => {
  const role = modifiableRole(call, RoleName)
  role.Description = Description
  return { Role: describeRole(role) }
}
