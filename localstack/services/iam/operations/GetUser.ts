import type { GetUserCommandInput, GetUserCommandOutput } from '@aws-sdk/client-iam'
import { describeUser, userOrCaller } from '../user.ts'
import type { Operation } from '../../service.ts'

export const GetUser: Operation<GetUserCommandInput, GetUserCommandOutput> = (
  { UserName },
  call,
) => ({
  User: describeUser(userOrCaller(call, UserName)),
})
