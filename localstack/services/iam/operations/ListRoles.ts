import type { ListRolesCommandInput, ListRolesCommandOutput } from '@aws-sdk/client-iam'
import { byName, page } from '../page.ts'
import { listedRole } from '../role.ts'
import { iamState } from '../state.ts'
import { type Operation, readOnly } from '../../service.ts'

export const ListRoles: Operation<ListRolesCommandInput, ListRolesCommandOutput> = readOnly(
  (input, call) => {
    const { PathPrefix = '/' } = input
    const roles = byName(call.state(iamState).roles.values(), ({ RoleName }) => RoleName)
    const { items, paging } = page(
      roles.filter(({ Path }) => Path.startsWith(PathPrefix)),
      input,
    )
    return { Roles: items.map(listedRole), ...paging }
  },
)
