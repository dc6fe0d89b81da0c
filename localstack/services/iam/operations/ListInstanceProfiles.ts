import type {
  ListInstanceProfilesCommandInput,
  ListInstanceProfilesCommandOutput,
} from '@aws-sdk/client-iam'
import { describeProfile } from '../instance-profile.ts'
import { byName, page } from '../page.ts'
import { type Operation, readOnly } from '../../service.ts'
import { profilesOf } from '../state.ts'

export const ListInstanceProfiles: Operation<
  ListInstanceProfilesCommandInput,
  ListInstanceProfilesCommandOutput
> = readOnly((input, call) => {
  const { PathPrefix = '/' } = input
  const profiles = byName(profilesOf(call).values(), (profile) => profile.InstanceProfileName)
  const { items, paging } = page(
    profiles.filter(({ Path }) => Path.startsWith(PathPrefix)),
    input,
  )
  return { InstanceProfiles: items.map((profile) => describeProfile(call, profile)), ...paging }
})
