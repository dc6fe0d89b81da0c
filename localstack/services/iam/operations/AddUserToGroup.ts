import type { AddUserToGroupCommandInput, AddUserToGroupCommandOutput } from '@aws-sdk/client-iam'
import { requireGroup, groupsOfUser } from '../group.ts'
import { checkGroups } from '../quotas.ts'
import { requireUser } from '../user.ts'
import type { Operation } from '../../service.ts'

export const AddUserToGroup: Operation<AddUserToGroupCommandInput, AddUserToGroupCommandOutput> = (
  { GroupName, UserName },
  call,
) => {
  const { members } = requireGroup(call, GroupName)
  requireUser(call, UserName)
  if (!members.has(UserName)) checkGroups(groupsOfUser(call, UserName).length + 1)
  members.add(UserName)
  return {}
}
