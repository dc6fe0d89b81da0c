import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DescribeLogGroupsCommand,
  PutLogEventsCommand,
  StartLiveTailCommand,
  type StartLiveTailCommandInput,
} from '@aws-sdk/client-cloudwatch-logs'
import { openTarget, type Target, unique } from '../../../support/target.ts'

describe('a live tail', () => {
  let target: Target
  let logs: CloudWatchLogsClient
  let group: string
  const logGroupName = unique('/ecs/tail')

  before(async () => {
    target = await openTarget()
    logs = new CloudWatchLogsClient({ ...target.config, disableHostPrefix: true })
    await logs.send(new CreateLogGroupCommand({ logGroupName }))
    for (const logStreamName of ['web/1', 'web/2'])
      await logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName }))
    const { logGroups } = await logs.send(
      new DescribeLogGroupsCommand({ logGroupNamePrefix: logGroupName }),
    )
    group = logGroups![0]!.logGroupArn!
  })
  after(async () => {
    logs.destroy()
    await target[Symbol.asyncDispose]()
  })

  const put = (logStreamName: string, ...messages: string[]) =>
    logs.send(
      new PutLogEventsCommand({
        logGroupName,
        logStreamName,
        logEvents: messages.map((message) => ({ message, timestamp: Date.now() })),
      }),
    )

  /** What arrives after the session began, until there is something. */
  const tail = async (
    options: Partial<StartLiveTailCommandInput>,
    act: () => Promise<unknown>,
  ): Promise<string[]> => {
    const { responseStream } = await logs.send(
      new StartLiveTailCommand({ logGroupIdentifiers: [group], ...options }),
    )
    for await (const { sessionStart, sessionUpdate } of responseStream!) {
      if (sessionStart) await act()
      const events = sessionUpdate?.sessionResults ?? []
      if (events.length > 0)
        return events.map(({ logStreamName, message }) => `${logStreamName}: ${message}`)
    }
    throw new Error('the session ended')
  }

  test('tells what arrives, and nothing that was there before', async () => {
    await put('web/1', 'old')
    const told = await tail({}, async () => {
      await put('web/1', 'one', 'two')
    })
    assert.deepEqual(told, ['web/1: one', 'web/1: two'])
  })

  test('tells of the streams and of the words that were asked for', async () => {
    const all = async () => {
      await put('web/1', 'an error elsewhere')
      await put('web/2', 'fine', 'an error')
    }
    const told = await tail({ logStreamNames: ['web/2'], logEventFilterPattern: 'error' }, all)
    assert.deepEqual(told, ['web/2: an error'])
  })

  test('needs groups that are there, by ARN', async () => {
    const start = (logGroupIdentifiers: string[]) =>
      logs.send(new StartLiveTailCommand({ logGroupIdentifiers }))
    await assert.rejects(start([logGroupName]), {
      name: 'InvalidParameterException',
      message: 'Each log group must be specified by its ARN.',
    })
    await assert.rejects(start([`${group}-absent`]), { name: 'ResourceNotFoundException' })
  })
})
