import type { CreateGroupCommandInput, CreateGroupCommandOutput } from '@aws-sdk/client-iam'
import { globalArn } from '../../../kernel/arn.ts'
import { awsError } from '../../../kernel/errors.ts'
import { describeGroup } from '../group.ts'
import { newId } from '../id.ts'
import { isTaken } from '../names.ts'
import type { Operation } from '../../service.ts'
import type { GroupRecord } from '../records.ts'
import { groupsOf } from '../state.ts'

export const CreateGroup: Operation<CreateGroupCommandInput, CreateGroupCommandOutput> = (
  { GroupName, Path = '/' },
  call,
) => {
  const groups = groupsOf(call)
  if (isTaken(call, { kind: 'group', names: groups.keys(), wanted: GroupName }))
    throw awsError('EntityAlreadyExistsException', `Group with name ${GroupName} already exists.`)
  const group: GroupRecord = {
    Path,
    GroupName,
    GroupId: newId('AGPA'),
    Arn: globalArn(call, 'iam', `group${Path}${GroupName}`),
    CreateDate: call.clock.now(),
    inlinePolicies: new Map(),
    attachedPolicies: new Set(),
    members: new Set(),
  }
  groups.set(GroupName, group)
  return { Group: describeGroup(group) }
}
