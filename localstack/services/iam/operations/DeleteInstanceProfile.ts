import type {
  DeleteInstanceProfileCommandInput,
  DeleteInstanceProfileCommandOutput,
} from '@aws-sdk/client-iam'
import { awsError } from '../../../kernel/errors.ts'
import { requireInstanceProfile } from '../instance-profile.ts'
import type { Operation } from '../../service.ts'
import { profilesOf } from '../state.ts'

export const DeleteInstanceProfile: Operation<
  DeleteInstanceProfileCommandInput,
  DeleteInstanceProfileCommandOutput
> = ({ InstanceProfileName }, call) => {
  if (requireInstanceProfile(call, InstanceProfileName).RoleName !== undefined)
    throw awsError(
      'DeleteConflictException',
      'Cannot delete entity, must remove roles from instance profile first.',
    )
  profilesOf(call).delete(InstanceProfileName)
  return {}
}
