import type { AddUserToGroupCommandInput, AddUserToGroupCommandOutput } from '@aws-sdk/client-iam'
import { groupNamed, groupsOfUser } from '../group.ts'
import { checkGroups } from '../quotas.ts'
import { userNamed } from '../user.ts'
import type { Operation } from '../../service.ts'

export const AddUserToGroup: Operation<AddUserToGroupCommandInput, AddUserToGroupCommandOutput> = (
  { GroupName, UserName },
  call,
) => {
  const { members } = groupNamed(call, GroupName)
  userNamed(call, UserName)
  if (!members.has(UserName)) checkGroups(groupsOfUser(call, UserName).length + 1)
  members.add(UserName)
  return {}
}
