import type { ListRolesCommandInput, ListRolesCommandOutput } from '@aws-sdk/client-iam'
import { sortByName, iamPage } from '../list.ts'
import { roleToListedApi } from '../role.ts'
import { iamState } from '../state.ts'
import { type Operation, readOnly } from '../../service.ts'

export const ListRoles: Operation<ListRolesCommandInput, ListRolesCommandOutput> = readOnly(
  (input, call) => {
    const { PathPrefix = '/' } = input
    const roles = sortByName(call.state(iamState).roles.values(), ({ RoleName }) => RoleName)
    const { items, paging } = iamPage(
      roles.filter(({ Path }) => Path.startsWith(PathPrefix)),
      input,
    )
    return { Roles: items.map(roleToListedApi), ...paging }
  },
)
