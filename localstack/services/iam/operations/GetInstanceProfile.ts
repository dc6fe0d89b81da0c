import type {
  GetInstanceProfileCommandInput,
  GetInstanceProfileCommandOutput,
} from '@aws-sdk/client-iam'
import { describeProfile, profileNamed } from '../instance-profile.ts'
import type { Operation } from '../../service.ts'

export const GetInstanceProfile: Operation<
  GetInstanceProfileCommandInput,
  GetInstanceProfileCommandOutput
> = ({ InstanceProfileName }, call) => ({
  InstanceProfile: describeProfile(call, profileNamed(call, InstanceProfileName)),
})
