import type {
  GetInstanceProfileCommandInput,
  GetInstanceProfileCommandOutput,
} from '@aws-sdk/client-iam'
import { describeProfile, profileNamed } from '../instance-profile.ts'
import { type Operation, readOnly } from '../../service.ts'

export const GetInstanceProfile: Operation<
  GetInstanceProfileCommandInput,
  GetInstanceProfileCommandOutput
> = readOnly(({ InstanceProfileName }, call) => ({
  InstanceProfile: describeProfile(call, profileNamed(call, InstanceProfileName)),
}))
