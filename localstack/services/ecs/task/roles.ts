import type { TaskOverride } from '@aws-sdk/client-ecs'
import { arn } from '../../../kernel/arn.ts'
import { findRole, isTrusted } from '../../iam/public.ts'
import type { Scope } from '../../../kernel/scope.ts'
import type { TaskDefinitionRecord } from '../records.ts'

export interface TaskRoles {
  /** Whom the containers' own calls are from. */
  taskRoleArn: string | undefined
  /** Whom ECS's calls for the task are from: pulling, secrets, logs. */
  executionRoleArn: string | undefined
}

/** The roles of a task: those of its overrides go before those of its definition. */
export const rolesOf = (overrides: TaskOverride, definition: TaskDefinitionRecord): TaskRoles => ({
  taskRoleArn: overrides.taskRoleArn ?? definition.taskRoleArn,
  executionRoleArn: overrides.executionRoleArn ?? definition.executionRoleArn,
})

/**
 * What ECS says of the first of the roles that it cannot assume, because it is not there or does not trust
 * tasks; undefined when it can: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 */
export function roleFault(
  scope: Scope,
  { taskRoleArn, executionRoleArn }: TaskRoles,
): string | undefined {
  const given = [executionRoleArn, taskRoleArn].filter((role) => role !== undefined)
  const refused = given.find((role) => !canAssume(scope, role))
  return (
    refused &&
    `ECS was unable to assume the role '${refused}' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.`
  )
}

const canAssume = (scope: Scope, role: string) =>
  isTrusted(scope, findRole(scope, role), {
    action: 'sts:AssumeRole',
    principals: [{ type: 'Service', value: 'ecs-tasks.amazonaws.com' }],
    keys: { 'aws:SourceAccount': scope.account, 'aws:SourceArn': arn(scope, 'ecs', '*') },
  })
