import type {
  DeleteUserPermissionsBoundaryCommandInput,
  DeleteUserPermissionsBoundaryCommandOutput,
} from '@aws-sdk/client-iam'
import { requireUser } from '../user.ts'
import type { Operation } from '../../service.ts'

export const DeleteUserPermissionsBoundary: Operation<
  DeleteUserPermissionsBoundaryCommandInput,
  DeleteUserPermissionsBoundaryCommandOutput
> = ({ UserName }, call) => {
  delete requireUser(call, UserName).PermissionsBoundary
  return {}
}
