import type {
  CreateInstanceProfileCommandInput,
  CreateInstanceProfileCommandOutput,
} from '@aws-sdk/client-iam'
import { globalArn } from '../../../kernel/arn.ts'
import { awsError } from '../../../kernel/errors.ts'
import { newUniqueId } from '../id.ts'
import { instanceProfileToApi } from '../instance-profile.ts'
import { withIamTags } from '../tags.ts'
import type { Operation } from '../../service.ts'
import type { InstanceProfileRecord } from '../records.ts'
import { profilesOf } from '../state.ts'

export const CreateInstanceProfile: Operation<
  CreateInstanceProfileCommandInput,
  CreateInstanceProfileCommandOutput
> = ({ InstanceProfileName, Path = '/', Tags = [] }, call) => {
  const profiles = profilesOf(call)
  if (profiles.has(InstanceProfileName))
    throw awsError(
      'EntityAlreadyExistsException',
      `Instance Profile ${InstanceProfileName} already exists.`,
    )
  const profile: InstanceProfileRecord = {
    Path,
    InstanceProfileName,
    InstanceProfileId: newUniqueId('AIPA'),
    Arn: globalArn(call, 'iam', `instance-profile${Path}${InstanceProfileName}`),
    CreateDate: call.clock.now(),
    Tags: withIamTags([], Tags),
  }
  profiles.set(InstanceProfileName, profile)
  return { InstanceProfile: instanceProfileToApi(call, profile) }
}
