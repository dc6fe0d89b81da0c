import type {
  RemoveRoleFromInstanceProfileCommandInput,
  RemoveRoleFromInstanceProfileCommandOutput,
} from '@aws-sdk/client-iam'
import { awsError } from '../../../kernel/errors.ts'
import { requireInstanceProfile } from '../instance-profile.ts'
import type { Operation } from '../../service.ts'

export const RemoveRoleFromInstanceProfile: Operation<
  RemoveRoleFromInstanceProfileCommandInput,
  RemoveRoleFromInstanceProfileCommandOutput
> = ({ InstanceProfileName, RoleName }, call) => {
  const profile = requireInstanceProfile(call, InstanceProfileName)
  if (profile.RoleName !== RoleName)
    throw awsError(
      'NoSuchEntityException',
      `Role ${RoleName} in Instance Profile ${InstanceProfileName} cannot be found.`,
    )
  delete profile.RoleName
  return {}
}
