import type {
  ListGroupsForUserCommandInput,
  ListGroupsForUserCommandOutput,
} from '@aws-sdk/client-iam'
import { groupToApi, groupsOfUser } from '../group.ts'
import { sortByName, iamPage } from '../list.ts'
import { requireUser } from '../user.ts'
import { type Operation, readOnly } from '../../service.ts'

export const ListGroupsForUser: Operation<
  ListGroupsForUserCommandInput,
  ListGroupsForUserCommandOutput
> = readOnly((input, call) => {
  const { UserName } = requireUser(call, input.UserName)
  const groups = sortByName(groupsOfUser(call, UserName), ({ GroupName }) => GroupName)
  const { items, paging } = iamPage(groups, input)
  return { Groups: items.map(groupToApi), ...paging }
})
