import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  type FilterLogEventsCommandInput,
  GetLogEventsCommand,
  type GetLogEventsCommandInput,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import { openTarget, type Target, unique } from '../../../support/target.ts'

describe('log events', () => {
  let target: Target
  let logs: CloudWatchLogsClient
  const logGroupName = unique('/ecs/app')
  const start = Date.now() - 60_000

  const put = (logStreamName: string, messages: string[], from = start) =>
    logs.send(
      new PutLogEventsCommand({
        logGroupName,
        logStreamName,
        logEvents: messages.map((message, index) => ({ timestamp: from + index, message })),
      }),
    )
  const get = async (settings: Partial<GetLogEventsCommandInput> = {}) => {
    const answer = await logs.send(
      new GetLogEventsCommand({ logGroupName, logStreamName: 'a', ...settings }),
    )
    return { ...answer, messages: answer.events!.map(({ message }) => message) }
  }
  const filter = async (settings: Partial<FilterLogEventsCommandInput> = {}) => {
    const answer = await logs.send(new FilterLogEventsCommand({ logGroupName, ...settings }))
    return { ...answer, messages: answer.events!.map(({ message }) => message) }
  }

  before(async () => {
    target = await openTarget()
    logs = new CloudWatchLogsClient(target.config)
    await logs.send(new CreateLogGroupCommand({ logGroupName }))
    for (const logStreamName of ['a', 'b'])
      await logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName }))
    await put('a', ['one', 'two', 'three', '{"level":"error","status":500}'])
    await put('b', ['from b', '{"level":"info","status":200}'], start + 100)
  })
  after(() => target[Symbol.asyncDispose]())

  test('are read from the tail, or from the head page by page', async () => {
    assert.deepEqual((await get({ limit: 1 })).messages, ['{"level":"error","status":500}'])
    const first = await get({ startFromHead: true, limit: 2 })
    assert.deepEqual(first.messages, ['one', 'two'])
    const second = await get({ nextToken: first.nextForwardToken })
    assert.deepEqual(second.messages.slice(0, 1), ['three'])
    const end = await get({ nextToken: second.nextForwardToken })
    assert.deepEqual(end.messages, [])
    assert.equal(end.nextForwardToken, second.nextForwardToken)
    const back = await get({ nextToken: second.nextBackwardToken })
    assert.deepEqual(back.messages, ['one', 'two'])
  })

  test('are found over all streams in the order of time', async () => {
    assert.equal((await filter()).messages.length, 6)
    assert.deepEqual((await filter({ logStreamNamePrefix: 'b' })).messages[0], 'from b')
    const { messages, nextToken } = await filter({ limit: 5 })
    assert.equal(messages.length, 5)
    assert.equal((await filter({ limit: 5, nextToken })).messages.length, 1)
  })

  test('are found by pattern', async () => {
    const found = async (filterPattern: string) => (await filter({ filterPattern })).messages
    assert.deepEqual(await found('two'), ['two'])
    assert.deepEqual(await found('?one ?two'), ['one', 'two'])
    assert.deepEqual(await found('"from b"'), ['from b'])
    assert.deepEqual(await found('o -two -level'), ['one', 'from b'])
    assert.deepEqual(await found('{ $.level = "err*" && $.status >= 500 }'), [
      '{"level":"error","status":500}',
    ])
    assert.deepEqual(await found('%^t\\w+$%'), ['two', 'three'])
    assert.deepEqual(await found('%[on]{1,2}e$|\\x66rom\\sb%'), ['one', 'from b'])
    assert.deepEqual(await found('{ $.status = %^5\\d\\d% }'), ['{"level":"error","status":500}'])
    assert.deepEqual(await found('{ $.status = 2* }'), ['{"level":"info","status":200}'])
    assert.deepEqual(await found('{ $.constructor = "*" || $.level.length > 0 }'), [])
  })

  test('are found by patterns that others take very long for', async () => {
    const names = { logGroupName: unique('/ecs/patterns'), logStreamName: 'a' }
    await logs.send(new CreateLogGroupCommand({ logGroupName: names.logGroupName }))
    await logs.send(new CreateLogStreamCommand(names))
    const message = `{"a":"${'a'.repeat(2000)}"}`
    const nested = '{"toString":{"valueOf":1},"a":[[]]}'
    const logEvents = [message, nested].map((each) => ({ timestamp: start, message: each }))
    await logs.send(new PutLogEventsCommand({ ...names, logEvents }))
    const found = async (filterPattern: string) =>
      (await filter({ logGroupName: names.logGroupName, filterPattern })).messages
    assert.deepEqual(await found('%aa*a*a*a*a*a*b%'), [])
    assert.deepEqual(await found(`{ $.a = "${'*a'.repeat(20)}*b" }`), [])
    assert.deepEqual(await found(`{ $.a = "${'*a'.repeat(20)}*" }`), [message])
    assert.deepEqual(await found('{ $.toString > 1 || $.a = 1 || $.toString = "x" }'), [])
  })

  test('are not found by a pattern that is none', async () => {
    for (const filterPattern of [
      '{ $.level }',
      '%[a-%',
      '%(a+)+b%',
      '%a!%',
      '%é%',
      '{ $.a = %(% }',
    ])
      await assert.rejects(filter({ filterPattern }), {
        name: 'InvalidParameterException',
        message: `Invalid filter pattern: ${filterPattern}`,
      })
  })

  test('move the stream’s times', async () => {
    const { logStreams } = await logs.send(
      new DescribeLogStreamsCommand({ logGroupName, orderBy: 'LastEventTime', descending: true }),
    )
    assert.deepEqual(
      logStreams!.map(({ logStreamName }) => logStreamName),
      ['b', 'a'],
    )
    assert.equal(logStreams![1]!.firstEventTimestamp, start)
    assert.equal(logStreams![1]!.lastEventTimestamp, start + 3)
  })

  test('out of order are refused', () =>
    assert.rejects(
      logs.send(
        new PutLogEventsCommand({
          logGroupName,
          logStreamName: 'a',
          logEvents: [
            { timestamp: start + 1, message: 'late' },
            { timestamp: start, message: 'early' },
          ],
        }),
      ),
      {
        name: 'InvalidParameterException',
        message: 'Log events in a single PutLogEvents request must be in chronological order.',
      },
    ))

  test('of more than a megabyte at once are refused', () =>
    assert.rejects(put('a', ['x'.repeat(1_048_551)], start), {
      name: 'InvalidParameterException',
      message: 'Upload too large: 1048577 bytes exceeds limit of 1048576',
    }))

  test('that are too old are left out and said so', async () => {
    const day = 24 * 60 * 60 * 1000
    const { rejectedLogEventsInfo } = await put('b', ['ancient'], Date.now() - 15 * day)
    assert.deepEqual(rejectedLogEventsInfo, { tooOldLogEventEndIndex: 1 })
  })

  test('of a stream that is not there are not read', () =>
    assert.rejects(get({ logStreamName: 'never' }), {
      name: 'ResourceNotFoundException',
      message: 'The specified log stream does not exist.',
    }))
})
