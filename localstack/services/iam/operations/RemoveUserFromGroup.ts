import type {
  RemoveUserFromGroupCommandInput,
  RemoveUserFromGroupCommandOutput,
} from '@aws-sdk/client-iam'
import { awsError } from '../../../kernel/errors.ts'
import { groupNamed } from '../group.ts'
import { userNamed } from '../user.ts'
import type { Operation } from '../../service.ts'

export const RemoveUserFromGroup: Operation<
  RemoveUserFromGroupCommandInput,
  RemoveUserFromGroupCommandOutput
> = ({ GroupName, UserName }, call) => {
  const { members } = groupNamed(call, GroupName)
  userNamed(call, UserName)
  if (!members.delete(UserName))
    throw awsError('NoSuchEntityException', `User ${UserName} is not in group ${GroupName}.`)
  return {}
}
