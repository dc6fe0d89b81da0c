import type {
  ListGroupsForUserCommandInput,
  ListGroupsForUserCommandOutput,
} from '@aws-sdk/client-iam'
import { describeGroup, groupsOfUser } from '../group.ts'
import { byName, page } from '../page.ts'
import { userNamed } from '../user.ts'
import { type Operation, readOnly } from '../../service.ts'

export const ListGroupsForUser: Operation<
  ListGroupsForUserCommandInput,
  ListGroupsForUserCommandOutput
> = readOnly((input, call) => {
  const { UserName } = userNamed(call, input.UserName)
  const groups = byName(groupsOfUser(call, UserName), ({ GroupName }) => GroupName)
  const { items, paging } = page(groups, input)
  return { Groups: items.map(describeGroup), ...paging }
})
