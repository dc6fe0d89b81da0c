import type { GetUserCommandInput, GetUserCommandOutput } from '@aws-sdk/client-iam'
import { isRootCaller, requireUserOrCaller, rootToApi, userToApi } from '../user.ts'
import { type Operation, readOnly } from '../../service.ts'

export const GetUser: Operation<GetUserCommandInput, GetUserCommandOutput> = readOnly(
  ({ UserName }, call) => ({
    User:
      UserName === undefined && isRootCaller(call)
        ? rootToApi(call)
        : userToApi(requireUserOrCaller(call, UserName)),
  }),
)
