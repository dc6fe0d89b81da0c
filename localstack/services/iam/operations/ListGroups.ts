import type { ListGroupsCommandInput, ListGroupsCommandOutput } from '@aws-sdk/client-iam'
import { groupToApi } from '../group.ts'
import { sortByName, iamPage } from '../list.ts'
import { type Operation, readOnly } from '../../service.ts'
import { iamGroupsOf } from '../state.ts'

export const ListGroups: Operation<ListGroupsCommandInput, ListGroupsCommandOutput> = readOnly(
  (input, call) => {
    const { PathPrefix = '/' } = input
    const groups = sortByName(iamGroupsOf(call).values(), ({ GroupName }) => GroupName)
    const { items, paging } = iamPage(
      groups.filter(({ Path }) => Path.startsWith(PathPrefix)),
      input,
    )
    return { Groups: items.map(groupToApi), ...paging }
  },
)
