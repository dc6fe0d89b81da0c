import type { ListGroupsCommandInput, ListGroupsCommandOutput } from '@aws-sdk/client-iam'
import { describeGroup } from '../group.ts'
import { byName, page } from '../page.ts'
import { type Operation, readOnly } from '../../service.ts'
import { groupsOf } from '../state.ts'

export const ListGroups: Operation<ListGroupsCommandInput, ListGroupsCommandOutput> = readOnly(
  (input, call) => {
    const { PathPrefix = '/' } = input
    const groups = byName(groupsOf(call).values(), ({ GroupName }) => GroupName)
    const { items, paging } = page(
      groups.filter(({ Path }) => Path.startsWith(PathPrefix)),
      input,
    )
    return { Groups: items.map(describeGroup), ...paging }
  },
)
