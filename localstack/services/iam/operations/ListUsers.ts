import type { ListUsersCommandInput, ListUsersCommandOutput } from '@aws-sdk/client-iam'
import { byName, page } from '../page.ts'
import { iamState } from '../state.ts'
import { listedUser } from '../user.ts'
import { type Operation, readOnly } from '../../service.ts'

export const ListUsers: Operation<ListUsersCommandInput, ListUsersCommandOutput> = readOnly(
  (input, call) => {
    const { PathPrefix = '/' } = input
    const users = byName(call.state(iamState).users.values(), ({ UserName }) => UserName)
    const { items, paging } = page(
      users.filter(({ Path }) => Path.startsWith(PathPrefix)),
      input,
    )
    return { Users: items.map(listedUser), ...paging }
  },
)
