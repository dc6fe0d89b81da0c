import { globalArn } from '../../arn.ts'
import type { Scope } from '../../operation.ts'
import { taskDefinitionOf } from '../task-definition/task-definition.ts'
import { rolesOf } from './roles.ts'
import { type Task, taskId } from './task.ts'

/** A call that ECS makes for a task, as IAM names it. */
export interface AgentCall {
  action: string
  resource: string
}

/**
 * Makes a call as the task's execution role, as ECS does before a container runs; every such call goes through
 * here. `make` is told who calls: the role's session, named after the task.
 */
export function asExecutionRole<T>(
  scope: Scope,
  task: Task,
  _call: AgentCall,
  make: (principal: string) => T,
): T {
  const { executionRoleArn } = rolesOf(
    task.overrides,
    taskDefinitionOf(scope, task.taskDefinitionArn),
  )
  if (!executionRoleArn) return make(globalArn(scope, 'iam', 'root'))
  const role = executionRoleArn.split('/').at(-1)
  return make(globalArn(scope, 'sts', `assumed-role/${role}/${taskId(task)}`))
}
