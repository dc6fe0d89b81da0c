import { globalArn } from '../../../kernel/arn.ts'
import { awsError } from '../../../kernel/errors.ts'
import type { Permission } from '../../../access/permission.ts'
import { authorizer, directory, rootOf } from '../../iam/public.ts'
import type { Caller, Scope } from '../../../kernel/scope.ts'
import type { TaskRecord } from '../records.ts'
import { requireTaskDefinition } from '../task-definition/task-definition.ts'
import { rolesOf } from './roles.ts'
import { taskId } from './task-id.ts'

/**
 * Makes a call as the task's execution role, as ECS does before a container runs. `make` gets the caller: the role's session, named after the task.
 * @throws AccessDeniedException when the role lacks the permission
 */
export function asExecutionRole<T>(
  scope: Scope,
  task: TaskRecord,
  permission: Permission,
  make: (caller: Caller) => T,
): T {
  const { executionRoleArn } = rolesOf(
    task.overrides,
    requireTaskDefinition(scope, task.taskDefinitionArn),
  )
  if (!executionRoleArn) return make(rootOf(scope.account))
  return make(sessionOf(scope, task, { roleArn: executionRoleArn, permission }))
}

/**
 * Returns the session of a task's role, named after the task.
 * @throws AccessDeniedException when the role lacks the permission
 */
export function sessionOf(
  scope: Scope,
  task: TaskRecord,
  { roleArn, permission }: { roleArn: string; permission: Permission },
): Caller {
  const role = roleArn.split('/').at(-1)
  const session = globalArn(scope, 'sts', `assumed-role/${role}/${taskId(task)}`)
  const denial = authorizer.authorizeAs(scope, session, permission)
  if (denial !== undefined) throw awsError('AccessDeniedException', denial)
  return directory.sessionCaller(scope, session)
}
