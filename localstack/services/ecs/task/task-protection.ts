import type { IncomingMessage } from 'node:http'
import type { Failure, ProtectedTask } from '@aws-sdk/client-ecs'
import { randomUUID } from 'node:crypto'
import { AwsError } from '../../../kernel/errors.ts'
import { readBody } from '../../../kernel/read-body.ts'
import type { Call } from '../../../kernel/scope.ts'
import { GetTaskProtection } from '../operations/GetTaskProtection.ts'
import { UpdateTaskProtection } from '../operations/UpdateTaskProtection.ts'
import type { TaskRecord } from '../records.ts'
import type { LocatedTask } from './located.ts'
import { sessionOf } from './execution-role.ts'
import { rolesOf } from './roles.ts'
import { requireTaskDefinition } from '../task-definition/task-definition.ts'

interface Answer {
  status: number
  body: object
}

/**
 * Answers the agent's task protection endpoint by calls that the task role makes:
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-scale-in-protection-endpoint.html
 */
export async function answerProtection(
  located: LocatedTask,
  request: IncomingMessage,
): Promise<Answer> {
  const { scope, task } = located
  const requestId = randomUUID()
  const fail = (status: number, Code: string, Message: string, Arn = task.taskArn): Answer => ({
    status,
    body: { error: { Arn, Code, Message } },
  })
  const wanted = request.method === 'PUT' ? decode(await readBody(request, 8192)) : undefined
  if (wanted === 'malformed')
    return fail(
      400,
      'InvalidParameterException',
      'UpdateTaskProtection: failed to decode request',
      '',
    )
  if (wanted && wanted.ProtectionEnabled === undefined)
    return fail(
      400,
      'InvalidParameterException',
      "Invalid request: does not contain 'ProtectionEnabled' field",
    )
  const definition = requireTaskDefinition(scope, task.taskDefinitionArn)
  const { taskRoleArn } = rolesOf(task.overrides, definition)
  if (!taskRoleArn)
    return fail(
      403,
      'AccessDeniedException',
      'Invalid Request: no task IAM role credentials available for task',
    )
  try {
    const permission = {
      action: `ecs:${wanted ? 'Update' : 'Get'}TaskProtection`,
      resource: task.taskArn,
      keys: { 'ecs:cluster': task.clusterArn },
    }
    const caller = sessionOf(scope, task, { roleArn: taskRoleArn, permission })
    const context: Call = { ...scope, caller, requestId, endpoint: '', host: '' }
    const { protectedTasks, failures } = await scope.commit(() => protect(task, wanted, context))
    return { status: 200, body: toResponse(protectedTasks?.[0], failures?.[0]) }
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    const { status, body } = fail(error.status ?? 400, error.code, error.message)
    return { status, body: { requestID: requestId, ...body } }
  }
}

interface Wanted {
  ProtectionEnabled?: boolean
  ExpiresInMinutes?: number
}

function protect(task: TaskRecord, wanted: Wanted | undefined, context: Call) {
  const input = { cluster: task.clusterArn, tasks: [task.taskArn] }
  if (!wanted) return GetTaskProtection(input, context)
  const { ProtectionEnabled: protectionEnabled = false, ExpiresInMinutes: expiresInMinutes } =
    wanted
  return UpdateTaskProtection({ ...input, protectionEnabled, expiresInMinutes }, context)
}

function toResponse(protection: ProtectedTask | undefined, failure: Failure | undefined): object {
  if (failure)
    return { failure: { Arn: failure.arn, Detail: failure.detail ?? null, Reason: failure.reason } }
  const { expirationDate, protectionEnabled, taskArn } = protection!
  const ExpirationDate = expirationDate?.toISOString().replace(/\.\d+/, '') ?? null
  return { protection: { ExpirationDate, ProtectionEnabled: protectionEnabled, TaskArn: taskArn } }
}

/** Reads a request as the agent does: unknown members and other types are rejected. */
function decode(body: Buffer): Wanted | 'malformed' {
  const types: Record<string, string> = { ProtectionEnabled: 'boolean', ExpiresInMinutes: 'number' }
  try {
    const read = JSON.parse(body.toString()) as Record<string, unknown>
    const isKnown = ([name, value]: [string, unknown]) => typeof value === types[name]
    return Object.entries(read).every(isKnown) ? read : 'malformed'
  } catch {
    return 'malformed'
  }
}
