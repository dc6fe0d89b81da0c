import type { CreateGroupCommandInput, CreateGroupCommandOutput } from '@aws-sdk/client-iam'
import { globalArn } from '../../../kernel/arn.ts'
import { awsError } from '../../../kernel/errors.ts'
import { groupToApi } from '../group.ts'
import { newUniqueId } from '../id.ts'
import { isTaken } from '../names.ts'
import type { Operation } from '../../service.ts'
import type { GroupRecord } from '../records.ts'
import { iamGroupsOf } from '../state.ts'

export const CreateGroup: Operation<CreateGroupCommandInput, CreateGroupCommandOutput> = (
  { GroupName, Path = '/' },
  call,
) => {
  const groups = iamGroupsOf(call)
  if (isTaken(call, { kind: 'group', names: groups.keys(), wanted: GroupName }))
    throw awsError('EntityAlreadyExistsException', `Group with name ${GroupName} already exists.`)
  const group: GroupRecord = {
    Path,
    GroupName,
    GroupId: newUniqueId('AGPA'),
    Arn: globalArn(call, 'iam', `group${Path}${GroupName}`),
    CreateDate: call.clock.now(),
    inlinePolicies: new Map(),
    attachedPolicies: new Set(),
    members: new Set(),
  }
  groups.set(GroupName, group)
  return { Group: groupToApi(group) }
}
