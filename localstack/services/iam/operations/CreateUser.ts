import type { CreateUserCommandInput, CreateUserCommandOutput } from '@aws-sdk/client-iam'
import { globalArn } from '../../../kernel/arn.ts'
import { awsError } from '../../../kernel/errors.ts'
import { newUniqueId } from '../id.ts'
import { boundaryOf } from '../identity.ts'
import { isTaken } from '../names.ts'
import { iamState } from '../state.ts'
import { withIamTags } from '../tags.ts'
import { userToApi } from '../user.ts'
import type { Operation } from '../../service.ts'
import type { UserRecord } from '../records.ts'

export const CreateUser: Operation<CreateUserCommandInput, CreateUserCommandOutput> = (
  input,
  call,
) => {
  const { users } = call.state(iamState)
  const { UserName, Path = '/', Tags = [] } = input
  if (isTaken(call, { kind: 'user', names: users.keys(), wanted: UserName }))
    throw awsError('EntityAlreadyExistsException', `User with name ${UserName} already exists.`)
  const user: UserRecord = {
    Path,
    UserName,
    UserId: newUniqueId('AIDA'),
    Arn: globalArn(call, 'iam', `user${Path}${UserName}`),
    CreateDate: call.clock.now(),
    Tags: withIamTags([], Tags),
    ...boundaryOf(call, input.PermissionsBoundary),
    inlinePolicies: new Map(),
    attachedPolicies: new Set(),
  }
  users.set(UserName, user)
  return { User: userToApi(user) }
}
