import type {
  AddRoleToInstanceProfileCommandInput,
  AddRoleToInstanceProfileCommandOutput,
} from '@aws-sdk/client-iam'
import { awsError } from '../../../kernel/errors.ts'
import { profileNamed } from '../instance-profile.ts'
import { modifiableRole } from '../role.ts'
import type { Operation } from '../../service.ts'

export const AddRoleToInstanceProfile: Operation<
  AddRoleToInstanceProfileCommandInput,
  AddRoleToInstanceProfileCommandOutput
> = ({ InstanceProfileName, RoleName }, call) => {
  const profile = profileNamed(call, InstanceProfileName)
  modifiableRole(call, RoleName)
  if (profile.RoleName !== undefined)
    throw awsError(
      'LimitExceededException',
      'Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1',
    )
  profile.RoleName = RoleName
  return {}
}
