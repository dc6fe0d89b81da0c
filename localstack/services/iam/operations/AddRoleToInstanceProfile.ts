import type {
  AddRoleToInstanceProfileCommandInput,
  AddRoleToInstanceProfileCommandOutput,
} from '@aws-sdk/client-iam'
import { awsError } from '../../../kernel/errors.ts'
import { requireInstanceProfile } from '../instance-profile.ts'
import { requireModifiableRole } from '../role.ts'
import type { Operation } from '../../service.ts'

export const AddRoleToInstanceProfile: Operation<
  AddRoleToInstanceProfileCommandInput,
  AddRoleToInstanceProfileCommandOutput
> = ({ InstanceProfileName, RoleName }, call) => {
  const profile = requireInstanceProfile(call, InstanceProfileName)
  requireModifiableRole(call, RoleName)
  if (profile.RoleName !== undefined)
    throw awsError(
      'LimitExceededException',
      'Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1',
    )
  profile.RoleName = RoleName
  return {}
}
