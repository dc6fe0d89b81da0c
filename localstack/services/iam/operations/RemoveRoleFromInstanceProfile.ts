import type {
  RemoveRoleFromInstanceProfileCommandInput,
  RemoveRoleFromInstanceProfileCommandOutput,
} from '@aws-sdk/client-iam'
import { awsError } from '../../../kernel/errors.ts'
import { profileNamed } from '../instance-profile.ts'
import type { Operation } from '../../service.ts'

export const RemoveRoleFromInstanceProfile: Operation<
  RemoveRoleFromInstanceProfileCommandInput,
  RemoveRoleFromInstanceProfileCommandOutput
> = ({ InstanceProfileName, RoleName }, call) => {
  const profile = profileNamed(call, InstanceProfileName)
  if (profile.RoleName !== RoleName)
    throw awsError(
      'NoSuchEntityException',
      `Role ${RoleName} in Instance Profile ${InstanceProfileName} cannot be found.`,
    )
  delete profile.RoleName
  return {}
}
