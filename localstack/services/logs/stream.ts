import type { LogStream as LogStreamRecord } from '@aws-sdk/client-cloudwatch-logs'
import { arn } from '../../kernel/arn.ts'
import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { noSuchStream } from './errors.ts'
import { requireLogGroup } from './group.ts'
import { removeSegments } from './segment.ts'
import { nextId, segmentsOf, streamsOf } from './state.ts'

export interface LogStream extends LogStreamRecord {
  logStreamName: string
  id: number
  creationTime: number
  /** The number of events that the stream ever got. */
  ingested: number
  /** The id of the segment to which events are added. */
  lastSegment?: number
}

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
export function streamsIn(scope: Scope, groupName: string): Map<string, LogStream> {
  requireLogGroup(scope, groupName)
  return streamsOf(scope).get(groupName)!
}

export const findLogStream = (
  scope: Scope,
  groupName: string,
  streamName: string,
): LogStream | undefined => streamsOf(scope).get(groupName)?.get(streamName)

export function requireLogStream(scope: Scope, groupName: string, streamName: string): LogStream {
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

/** Deletes the events of a stream. */
export function deleteEvents(scope: Scope, streamId: number): void {
  const segments = [...segmentsOf(scope).get(streamId)!.keys()]
  segmentsOf(scope).delete(streamId)
  scope.afterCommit(() => removeSegments(scope, segments))
}
