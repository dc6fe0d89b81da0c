import type { GetUserCommandInput, GetUserCommandOutput } from '@aws-sdk/client-iam'
import { userToApi, requireUserOrCaller } from '../user.ts'
import { type Operation, readOnly } from '../../service.ts'

export const GetUser: Operation<GetUserCommandInput, GetUserCommandOutput> = readOnly(
  ({ UserName }, call) => ({
    User: userToApi(requireUserOrCaller(call, UserName)),
  }),
)
