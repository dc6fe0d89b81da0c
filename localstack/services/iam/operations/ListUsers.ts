import type { ListUsersCommandInput, ListUsersCommandOutput } from '@aws-sdk/client-iam'
import { sortByName, iamPage } from '../list.ts'
import { iamState } from '../state.ts'
import { userToListedApi } from '../user.ts'
import { type Operation, readOnly } from '../../service.ts'

export const ListUsers: Operation<ListUsersCommandInput, ListUsersCommandOutput> = readOnly(
  (input, call) => {
    const { PathPrefix = '/' } = input
    const users = sortByName(call.state(iamState).users.values(), ({ UserName }) => UserName)
    const { items, paging } = iamPage(
      users.filter(({ Path }) => Path.startsWith(PathPrefix)),
      input,
    )
    return { Users: items.map(userToListedApi), ...paging }
  },
)
