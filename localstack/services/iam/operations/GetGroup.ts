import type { GetGroupCommandInput, GetGroupCommandOutput } from '@aws-sdk/client-iam'
import { groupToApi, requireGroup } from '../group.ts'
import { iamPage } from '../list.ts'
import { userToListedApi, requireUser } from '../user.ts'
import { type Operation, readOnly } from '../../service.ts'

export const GetGroup: Operation<GetGroupCommandInput, GetGroupCommandOutput> = readOnly(
  (input, call) => {
    const group = requireGroup(call, input.GroupName)
    const { items, paging } = iamPage([...group.members].toSorted(), input)
    const Users = items.map((name) => userToListedApi(requireUser(call, name)))
    return { Group: groupToApi(group), Users, ...paging }
  },
)
