import { globalArn } from '../../../kernel/arn.ts'
import { findRole, issueSession } from '../../iam/public.ts'
import type { Scope } from '../../../kernel/scope.ts'
import type { TaskRecord } from '../records.ts'
import { requireTaskDefinition } from '../task-definition/task-definition.ts'
import { rolesOf } from './roles.ts'
import { taskId } from './task-id.ts'

/** Lifetime of a task's credentials, and the remaining time at which they are replaced, in seconds. */
const lifetime = 6 * 3600
const replacedBefore = 900

/** Returns the credentials of a task's role. They are replaced shortly before they expire. */
export function roleCredentials(scope: Scope, task: TaskRecord): object | undefined {
  const { taskRoleArn } = rolesOf(
    task.overrides,
    requireTaskDefinition(scope, task.taskDefinitionArn),
  )
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
