import { globalArn } from '../../../kernel/arn.ts'
import { awsError } from '../../../kernel/errors.ts'
import { authorizeAs, sessionCaller } from '../../../access/authorize.ts'
import type { Need } from '../../../access/permission.ts'
import { rootOf } from '../../iam/caller.ts'
import type { Caller, Scope } from '../../service.ts'
import { taskDefinitionOf } from '../task-definition/task-definition.ts'
import { rolesOf } from './roles.ts'
import { type Task, taskId } from './task.ts'

/**
 * Makes a call as the task's execution role, as ECS does before a container runs; every such call goes through
 * here. `make` gets the caller: the role's session, named after the task.
 * @throws AccessDeniedException when the role lacks the right
 */
export function asExecutionRole<T>(
  scope: Scope,
  task: Task,
  need: Need,
  make: (caller: Caller) => T,
): T {
  const { executionRoleArn } = rolesOf(
    task.overrides,
    taskDefinitionOf(scope, task.taskDefinitionArn),
  )
  if (!executionRoleArn) return make(rootOf(scope.account))
  const role = executionRoleArn.split('/').at(-1)
  const session = globalArn(scope, 'sts', `assumed-role/${role}/${taskId(task)}`)
  const refusal = authorizeAs(scope, session, need)
  if (refusal !== undefined) throw awsError('AccessDeniedException', refusal)
  return make(sessionCaller(scope, session))
}
