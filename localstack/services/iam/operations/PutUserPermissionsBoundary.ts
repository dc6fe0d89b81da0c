import type {
  PutUserPermissionsBoundaryCommandInput,
  PutUserPermissionsBoundaryCommandOutput,
} from '@aws-sdk/client-iam'
import { boundaryOf } from '../identity.ts'
import { userNamed } from '../user.ts'
import type { Operation } from '../../service.ts'

export const PutUserPermissionsBoundary: Operation<
  PutUserPermissionsBoundaryCommandInput,
  PutUserPermissionsBoundaryCommandOutput
> = (input, call) => {
  Object.assign(userNamed(call, input.UserName), boundaryOf(call, input.PermissionsBoundary))
  return {}
}
