import type {
  ListInstanceProfilesForRoleCommandInput,
  ListInstanceProfilesForRoleCommandOutput,
} from '@aws-sdk/client-iam'
import { instanceProfileToApi } from '../instance-profile.ts'
import { sortByName, iamPage } from '../list.ts'
import { requireRole } from '../role.ts'
import { type Operation, readOnly } from '../../service.ts'
import { profilesOf } from '../state.ts'

export const ListInstanceProfilesForRole: Operation<
  ListInstanceProfilesForRoleCommandInput,
  ListInstanceProfilesForRoleCommandOutput
> = readOnly((input, call) => {
  const { RoleName } = requireRole(call, input.RoleName)
  const profiles = sortByName(profilesOf(call).values(), (profile) => profile.InstanceProfileName)
  const { items, paging } = iamPage(
    profiles.filter((profile) => profile.RoleName === RoleName),
    input,
  )
  return {
    InstanceProfiles: items.map((profile) => instanceProfileToApi(call, profile)),
    ...paging,
  }
})
