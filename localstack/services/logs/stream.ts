import { arn } from '../../kernel/arn.ts'
import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { noSuchStream } from './errors.ts'
import { requireLogGroup } from './group.ts'
import { deleteEvents } from './segment.ts'
import { nextId, segmentsOf, streamsOf } from './state.ts'
import type { LogStreamRecord } from './records.ts'

/** Makes a stream; a task's awslogs driver does so when the task starts. */
export function createLogStream(scope: Scope, groupName: string, streamName: string): void {
  const streams = streamsIn(scope, groupName)
  if (streams.has(streamName))
    throw awsError('ResourceAlreadyExistsException', 'The specified log stream already exists')
  const id = nextId(scope)
  streams.set(streamName, {
    logStreamName: streamName,
    id,
    arn: arn(scope, 'logs', `log-group:${groupName}:log-stream:${streamName}`),
    creationTime: scope.clock.now().getTime(),
    storedBytes: 0,
    ingested: 0,
  })
  segmentsOf(scope).set(id, new Map())
}

/** The streams of a group, by name. */
export function streamsIn(scope: Scope, groupName: string): Map<string, LogStreamRecord> {
  requireLogGroup(scope, groupName)
  return streamsOf(scope).get(groupName)!
}

export const findLogStream = (
  scope: Scope,
  groupName: string,
  streamName: string,
): LogStreamRecord | undefined => streamsOf(scope).get(groupName)?.get(streamName)

export function requireLogStream(
  scope: Scope,
  groupName: string,
  streamName: string,
): LogStreamRecord {
  const stream = streamsIn(scope, groupName).get(streamName)
  if (!stream) throw noSuchStream()
  return stream
}

/** Deletes a stream with its events. */
export function deleteLogStream(scope: Scope, groupName: string, streamName: string): void {
  const { id } = requireLogStream(scope, groupName, streamName)
  streamsIn(scope, groupName).delete(streamName)
  deleteEvents(scope, id)
}
