import type {
  ListInstanceProfilesCommandInput,
  ListInstanceProfilesCommandOutput,
} from '@aws-sdk/client-iam'
import { instanceProfileToApi } from '../instance-profile.ts'
import { sortByName, iamPage } from '../list.ts'
import { type Operation, readOnly } from '../../service.ts'
import { profilesOf } from '../state.ts'

export const ListInstanceProfiles: Operation<
  ListInstanceProfilesCommandInput,
  ListInstanceProfilesCommandOutput
> = readOnly((input, call) => {
  const { PathPrefix = '/' } = input
  const profiles = sortByName(profilesOf(call).values(), (profile) => profile.InstanceProfileName)
  const { items, paging } = iamPage(
    profiles.filter(({ Path }) => Path.startsWith(PathPrefix)),
    input,
  )
  return {
    InstanceProfiles: items.map((profile) => instanceProfileToApi(call, profile)),
    ...paging,
  }
})
