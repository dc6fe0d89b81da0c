import type {
  ListInstanceProfilesForRoleCommandInput,
  ListInstanceProfilesForRoleCommandOutput,
} from '@aws-sdk/client-iam'
import { describeProfile } from '../instance-profile.ts'
import { byName, page } from '../page.ts'
import { roleNamed } from '../role.ts'
import { type Operation, readOnly } from '../../service.ts'
import { profilesOf } from '../state.ts'

export const ListInstanceProfilesForRole: Operation<
  ListInstanceProfilesForRoleCommandInput,
  ListInstanceProfilesForRoleCommandOutput
> = readOnly((input, call) => {
  const { RoleName } = roleNamed(call, input.RoleName)
  const profiles = byName(profilesOf(call).values(), (profile) => profile.InstanceProfileName)
  const { items, paging } = page(
    profiles.filter((profile) => profile.RoleName === RoleName),
    input,
  )
  return { InstanceProfiles: items.map((profile) => describeProfile(call, profile)), ...paging }
})
