import { rmSync } from 'node:fs'
import type { LogStream as LogStreamRecord } from '@aws-sdk/client-cloudwatch-logs'
import { arn } from '../arn.ts'
import { awsError } from '../errors.ts'
import type { Scope } from '../operation.ts'
import { noSuchStream } from './errors.ts'
import { storeEvents } from './event.ts'
import { fileOf } from './files.ts'
import { type LogGroup, requireLogGroup } from './group.ts'
import { buffersOf } from './state.ts'

export interface LogStream extends LogStreamRecord {
  logStreamName: string
  creationTime: number
  /** How many events the stream ever got: the next one's id. */
  ingested: number
}

/** Makes a stream; a task's awslogs driver does so when the task starts. */
export function createLogStream(scope: Scope, groupName: string, streamName: string): LogStream {
  const group = requireLogGroup(scope, groupName)
  if (group.streams.has(streamName))
    throw awsError('ResourceAlreadyExistsException', 'The specified log stream already exists')
  const stream: LogStream = {
    logStreamName: streamName,
    arn: arn(scope, 'logs', `log-group:${groupName}:log-stream:${streamName}`),
    creationTime: scope.clock.now().getTime(),
    storedBytes: 0,
    ingested: 0,
  }
  group.streams.set(streamName, stream)
  return stream
}

export function requireLogStream(group: LogGroup, name: string): LogStream {
  const stream = group.streams.get(name)
  if (!stream) throw noSuchStream()
  return stream
}

/** Adds events to a stream, in the order given. */
export function appendLogEvents(
  scope: Scope,
  groupName: string,
  streamName: string,
  events: { timestamp: number; message: string }[],
): void {
  const stream = requireLogStream(requireLogGroup(scope, groupName), streamName)
  if (events.length === 0) return
  const ingestionTime = scope.clock.now().getTime()
  const stored = events.map(({ timestamp, message }, index) => ({
    timestamp,
    message,
    ingestionTime,
    eventId: eventId(timestamp, stream.ingested + index),
  }))
  storeEvents(scope, { group: groupName, stream: streamName }, stored)
  stream.ingested += events.length
  stream.lastIngestionTime = ingestionTime
  const times = events.map(({ timestamp }) => timestamp)
  stream.firstEventTimestamp = Math.min(stream.firstEventTimestamp ?? Infinity, times[0]!)
  stream.lastEventTimestamp = Math.max(stream.lastEventTimestamp ?? 0, times.at(-1)!)
  stream.uploadSequenceToken = String(stream.ingested).padStart(56, '4')
}

/** 56 digits that sort by time and then by arrival, as AWS's do. */
const eventId = (timestamp: number, sequence: number) =>
  `${timestamp}${String(sequence).padStart(56 - String(timestamp).length, '0')}`

/** Forgets a stream and its events. */
export function deleteLogStream(scope: Scope, groupName: string, streamName: string): void {
  const group = requireLogGroup(scope, groupName)
  requireLogStream(group, streamName)
  group.streams.delete(streamName)
  buffersOf(scope).delete(`${groupName} ${streamName}`)
  if (scope.settings.persistence) rmSync(fileOf(scope, groupName, streamName), { force: true })
}
