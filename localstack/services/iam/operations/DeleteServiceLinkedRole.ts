import type {
  DeleteServiceLinkedRoleCommandInput,
  DeleteServiceLinkedRoleCommandOutput,
} from '@aws-sdk/client-iam'
import { randomUUID } from 'node:crypto'
import { awsError } from '../../../kernel/errors.ts'
import { requireRole } from '../role.ts'
import { iamState } from '../state.ts'
import type { Operation } from '../../service.ts'

export const DeleteServiceLinkedRole: Operation<
  DeleteServiceLinkedRoleCommandInput,
  DeleteServiceLinkedRoleCommandOutput
> = ({ RoleName }, call) => {
  const { linkedService, Path } = requireRole(call, RoleName)
  if (!linkedService)
    throw awsError('InvalidInputException', `The role ${RoleName} is not a service-linked role.`)
  const { roles, deletionTasks } = call.state(iamState)
  const DeletionTaskId = `task${Path}${RoleName}/${randomUUID()}`
  roles.delete(RoleName)
  deletionTasks.add(DeletionTaskId)
  return { DeletionTaskId }
}
