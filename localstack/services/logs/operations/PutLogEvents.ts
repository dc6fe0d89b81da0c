import type {
  PutLogEventsCommandInput,
  PutLogEventsCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs'
import type { Operation } from '../../service.ts'
import { appendLogEvents, sequenceTokenOf } from '../append.ts'
import { invalidLogsParameter } from '../errors.ts'
import { requireLogGroup } from '../group.ts'
import { expiryOf } from '../retention.ts'
import { syncSegments } from '../segment.ts'
import { requireLogStream } from '../stream.ts'

const hour = 60 * 60 * 1000
const day = 24 * hour

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html: of all messages in UTF-8, each with 26 bytes more. */
const largestBatch = 1_048_576
const overhead = 26

export const PutLogEvents: Operation<PutLogEventsCommandInput, PutLogEventsCommandOutput> = async (
  { logGroupName, logStreamName, logEvents },
  call,
) => {
  const group = requireLogGroup(call, logGroupName)
  const stream = requireLogStream(call, logGroupName, logStreamName)
  const size = logEvents.reduce(
    (sum, { message }) => sum + Buffer.byteLength(message) + overhead,
    0,
  )
  if (size > largestBatch)
    throw invalidLogsParameter(`Upload too large: ${size} bytes exceeds limit of ${largestBatch}`)
  const times = logEvents.map(({ timestamp }) => timestamp)
  if (times.some((time, index) => time < (times[index - 1] ?? 0)))
    throw invalidLogsParameter(
      'Log events in a single PutLogEvents request must be in chronological order.',
    )
  if (times.at(-1)! - times[0]! > day)
    throw invalidLogsParameter(
      'The batch of log events in a single PutLogEvents request cannot span more than 24 hours.',
    )
  const now = call.clock.now().getTime()
  const tooOld = times.findLastIndex((time) => time < now - 14 * day) + 1
  const expiry = expiryOf(group, call.clock.now())
  const expired = times.findLastIndex((time) => time < expiry) + 1
  const tooNew = times.findIndex((time) => time > now + 2 * hour)
  const written = appendLogEvents(
    call,
    { group: logGroupName, stream: logStreamName },
    logEvents.slice(Math.max(tooOld, expired), tooNew < 0 ? undefined : tooNew),
  )
  await syncSegments(call, written)
  const rejected = {
    ...(tooOld > 0 && { tooOldLogEventEndIndex: tooOld }),
    ...(expired > 0 && { expiredLogEventEndIndex: expired }),
    ...(tooNew >= 0 && { tooNewLogEventStartIndex: tooNew }),
  }
  return {
    nextSequenceToken: sequenceTokenOf(stream),
    ...(Object.keys(rejected).length > 0 && { rejectedLogEventsInfo: rejected }),
  }
}
