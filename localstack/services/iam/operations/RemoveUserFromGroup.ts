import type {
  RemoveUserFromGroupCommandInput,
  RemoveUserFromGroupCommandOutput,
} from '@aws-sdk/client-iam'
import { awsError } from '../../../kernel/errors.ts'
import { requireGroup } from '../group.ts'
import { requireUser } from '../user.ts'
import type { Operation } from '../../service.ts'

export const RemoveUserFromGroup: Operation<
  RemoveUserFromGroupCommandInput,
  RemoveUserFromGroupCommandOutput
> = ({ GroupName, UserName }, call) => {
  const { members } = requireGroup(call, GroupName)
  requireUser(call, UserName)
  if (!members.delete(UserName))
    throw awsError('NoSuchEntityException', `User ${UserName} is not in group ${GroupName}.`)
  return {}
}
