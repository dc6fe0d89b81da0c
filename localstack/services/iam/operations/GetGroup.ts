import type { GetGroupCommandInput, GetGroupCommandOutput } from '@aws-sdk/client-iam'
import { describeGroup, groupNamed } from '../group.ts'
import { page } from '../page.ts'
import { listedUser, userNamed } from '../user.ts'
import { type Operation, readOnly } from '../../service.ts'

export const GetGroup: Operation<GetGroupCommandInput, GetGroupCommandOutput> = readOnly(
  (input, call) => {
    const group = groupNamed(call, input.GroupName)
    const { items, paging } = page([...group.members].toSorted(), input)
    const Users = items.map((name) => listedUser(userNamed(call, name)))
    return { Group: describeGroup(group), Users, ...paging }
  },
)
