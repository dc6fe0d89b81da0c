import type {
  GetInstanceProfileCommandInput,
  GetInstanceProfileCommandOutput,
} from '@aws-sdk/client-iam'
import { instanceProfileToApi, requireInstanceProfile } from '../instance-profile.ts'
import { type Operation, readOnly } from '../../service.ts'

export const GetInstanceProfile: Operation<
  GetInstanceProfileCommandInput,
  GetInstanceProfileCommandOutput
> = readOnly(({ InstanceProfileName }, call) => ({
  InstanceProfile: instanceProfileToApi(call, requireInstanceProfile(call, InstanceProfileName)),
}))
