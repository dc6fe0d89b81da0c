import type { UpdateUserCommandInput, UpdateUserCommandOutput } from '@aws-sdk/client-iam'
import { globalArn } from '../../../kernel/arn.ts'
import { awsError } from '../../../kernel/errors.ts'
import { accessKeysOf } from '../access-key.ts'
import { groupsOfUser } from '../group.ts'
import { isTaken } from '../names.ts'
import { iamState } from '../state.ts'
import { requireUser } from '../user.ts'
import type { Operation } from '../../service.ts'

export const UpdateUser: Operation<UpdateUserCommandInput, UpdateUserCommandOutput> = (
  { UserName, NewUserName = UserName, NewPath },
  call,
) => {
  const { users } = call.state(iamState)
  const user = requireUser(call, UserName)
  const isOther = NewUserName.toLowerCase() !== UserName.toLowerCase()
  if (isOther && isTaken(call, { kind: 'user', names: users.keys(), wanted: NewUserName }))
    throw awsError('EntityAlreadyExistsException', `User with name ${NewUserName} already exists.`)
  const keys = accessKeysOf(call, user)
  const groups = groupsOfUser(call, UserName)
  for (const key of keys) key.UserName = NewUserName
  for (const { members } of groups) {
    members.delete(UserName)
    members.add(NewUserName)
  }
  const Path = NewPath ?? user.Path
  const Arn = globalArn(call, 'iam', `user${Path}${NewUserName}`)
  users.delete(UserName)
  users.set(NewUserName, { ...user, UserName: NewUserName, Path, Arn })
  return {}
}
