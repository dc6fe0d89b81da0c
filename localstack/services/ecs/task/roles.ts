import type { TaskOverride } from '@aws-sdk/client-ecs'
import { arn } from '../../../kernel/arn.ts'
import { findRole, isTrusted } from '../../iam/public.ts'
import type { Scope } from '../../../kernel/scope.ts'
import type { TaskDefinitionRecord } from '../records.ts'

export interface TaskRoles {
  /** The role of the containers' own calls. */
  taskRoleArn: string | undefined
  /** The role of ECS's calls for the task: pulling, secrets, logs. */
  executionRoleArn: string | undefined
}

/** Returns the roles of a task. Overrides replace those of the definition. */
export const rolesOf = (overrides: TaskOverride, definition: TaskDefinitionRecord): TaskRoles => ({
  taskRoleArn: overrides.taskRoleArn ?? definition.taskRoleArn,
  executionRoleArn: overrides.executionRoleArn ?? definition.executionRoleArn,
})

/**
 * ECS's message for the first role that it cannot assume, because it does not exist or does not trust tasks.
 * Undefined when it can assume all: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
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
