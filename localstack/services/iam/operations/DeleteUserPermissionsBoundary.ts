import type {
  DeleteUserPermissionsBoundaryCommandInput,
  DeleteUserPermissionsBoundaryCommandOutput,
} from '@aws-sdk/client-iam'
import { userNamed } from '../user.ts'
import type { Operation } from '../../service.ts'

export const DeleteUserPermissionsBoundary: Operation<
  DeleteUserPermissionsBoundaryCommandInput,
  DeleteUserPermissionsBoundaryCommandOutput
> = ({ UserName }, call) => {
  delete userNamed(call, UserName).PermissionsBoundary
  return {}
}
