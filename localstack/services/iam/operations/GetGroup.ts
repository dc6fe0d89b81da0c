import type { GetGroupCommandInput, GetGroupCommandOutput } from '@aws-sdk/client-iam'
import { describeGroup, groupNamed } from '../group.ts'
import { page } from '../page.ts'
import { listedUser, userNamed } from '../user.ts'
import type { Operation } from '../../service.ts'

export const GetGroup: Operation<GetGroupCommandInput, GetGroupCommandOutput> = (input, call) => {
  const group = groupNamed(call, input.GroupName)
  const { items, paging } = page([...group.members].toSorted(), input)
  const Users = items.map((name) => listedUser(userNamed(call, name)))
  return { Group: describeGroup(group), Users, ...paging }
}
