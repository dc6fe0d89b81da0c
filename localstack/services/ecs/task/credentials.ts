import { globalArn } from '../../../kernel/arn.ts'
import { findRole, issueSession } from '../../iam/public.ts'
import type { Scope } from '../../../kernel/scope.ts'
import type { TaskRecord } from '../records.ts'
import { taskDefinitionOf } from '../task-definition/task-definition.ts'
import { rolesOf } from './roles.ts'
import { taskId } from './task-id.ts'

/** How long a task's credentials are good for, in seconds, and when they are replaced. */
const lifetime = 6 * 3600
const replacedBefore = 900

/** The credentials of a task's role, as its containers get them; the same until they come near their end. */
export function roleCredentials(scope: Scope, task: TaskRecord): object | undefined {
  const { taskRoleArn } = rolesOf(task.overrides, taskDefinitionOf(scope, task.taskDefinitionArn))
  const role = taskRoleArn ? findRole(scope, taskRoleArn) : undefined
  if (!role) return undefined
  const soon = scope.clock.now().getTime() + replacedBefore * 1000
  if (!task.credentials || task.credentials.Expiration.getTime() < soon)
    task.credentials = issueSession(scope, {
      caller: {
        arn: globalArn(scope, 'sts', `assumed-role/${role.RoleName}/${taskId(task)}`),
        userId: `${role.RoleId}:${taskId(task)}`,
        roleArn: role.Arn,
      },
      durationSeconds: lifetime,
    })
  const { SessionToken, ...credentials } = task.credentials
  return { RoleArn: role.Arn, ...credentials, Token: SessionToken }
}
