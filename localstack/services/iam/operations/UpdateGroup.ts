import type { UpdateGroupCommandInput, UpdateGroupCommandOutput } from '@aws-sdk/client-iam'
import { globalArn } from '../../../kernel/arn.ts'
import { awsError } from '../../../kernel/errors.ts'
import { requireGroup } from '../group.ts'
import { isTaken } from '../names.ts'
import { iamGroupsOf } from '../state.ts'
import type { Operation } from '../../service.ts'

export const UpdateGroup: Operation<UpdateGroupCommandInput, UpdateGroupCommandOutput> = (
  { GroupName, NewGroupName = GroupName, NewPath },
  call,
) => {
  const groups = iamGroupsOf(call)
  const group = requireGroup(call, GroupName)
  const isOther = NewGroupName.toLowerCase() !== GroupName.toLowerCase()
  if (isOther && isTaken(call, { kind: 'group', names: groups.keys(), wanted: NewGroupName }))
    throw awsError(
      'EntityAlreadyExistsException',
      `Group with name ${NewGroupName} already exists.`,
    )
  const Path = NewPath ?? group.Path
  const Arn = globalArn(call, 'iam', `group${Path}${NewGroupName}`)
  groups.delete(GroupName)
  groups.set(NewGroupName, { ...group, GroupName: NewGroupName, Path, Arn })
  return {}
}
