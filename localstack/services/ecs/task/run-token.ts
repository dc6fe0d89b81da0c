import type { RunTaskCommandInput } from '@aws-sdk/client-ecs'
import { createHash } from 'node:crypto'
import { awsError } from '../../../kernel/errors.ts'
import type { Given } from '../../service.ts'
import type { Scope } from '../../../kernel/scope.ts'
import type { TaskRecord } from '../records.ts'
import { ecsOf } from '../state.ts'

/** Identifies a request, to detect a different one with the same client token. */
export const digestOf = (input: Given<RunTaskCommandInput>): string =>
  createHash('sha256').update(JSON.stringify(input)).digest('hex')

/** Returns the tasks that a request with this token has started: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/ECS_Idempotency.html */
export function tasksStartedBy(
  scope: Scope,
  clusterArn: string,
  input: Given<RunTaskCommandInput>,
): TaskRecord[] {
  const { clientToken } = input
  if (clientToken === undefined) return []
  const started = [...ecsOf(scope).tasks.values()].filter(
    (task) => task.clusterArn === clusterArn && task.request?.clientToken === clientToken,
  )
  if (started.some(({ request }) => request?.digest !== digestOf(input)))
    throw awsError(
      'ConflictException',
      'The RunTask request could not be processed due to conflicts. The provided clientToken is already in use with a different RunTask request. The resourceIds are the existing task ARNs which are already associated with the clientToken.',
    )
  return started
}
