import type {
  PutUserPermissionsBoundaryCommandInput,
  PutUserPermissionsBoundaryCommandOutput,
} from '@aws-sdk/client-iam'
import { boundaryOf } from '../identity.ts'
import { requireUser } from '../user.ts'
import type { Operation } from '../../service.ts'

export const PutUserPermissionsBoundary: Operation<
  PutUserPermissionsBoundaryCommandInput,
  PutUserPermissionsBoundaryCommandOutput
> = (input, call) => {
  Object.assign(requireUser(call, input.UserName), boundaryOf(call, input.PermissionsBoundary))
  return {}
}
