import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DeleteRetentionPolicyCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  ListTagsForResourceCommand,
  PutRetentionPolicyCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import { openTarget, type Target, unique } from '../../../support/target.ts'

describe('log groups', () => {
  let target: Target
  let logs: CloudWatchLogsClient
  const logGroupName = unique('/ecs/group')

  const found = async (logGroupNamePrefix = logGroupName) =>
    (await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix }))).logGroups!

  before(async () => {
    target = await openTarget()
    logs = new CloudWatchLogsClient(target.config)
  })
  after(() => target[Symbol.asyncDispose]())

  test('are created once', async () => {
    await logs.send(new CreateLogGroupCommand({ logGroupName, tags: { team: 'web' } }))
    await assert.rejects(logs.send(new CreateLogGroupCommand({ logGroupName })), {
      name: 'ResourceAlreadyExistsException',
      message: 'The specified log group already exists',
    })
    const [group] = await found()
    assert.equal(group!.arn, `${group!.logGroupArn}:*`)
    assert.equal(group!.logGroupClass, 'STANDARD')
  })

  test('keep a retention that AWS knows', async () => {
    await logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 14 }))
    assert.equal((await found())[0]!.retentionInDays, 14)
    await assert.rejects(
      logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 2 })),
      /Value '2' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: \[1, 3, 5, 7,/,
    )
    await logs.send(new DeleteRetentionPolicyCommand({ logGroupName }))
    assert.equal((await found())[0]!.retentionInDays, undefined)
  })

  test('are tagged by ARN', async () => {
    const resourceArn = (await found())[0]!.logGroupArn!
    await logs.send(new TagResourceCommand({ resourceArn, tags: { stage: 'test' } }))
    await logs.send(new UntagResourceCommand({ resourceArn, tagKeys: ['team'] }))
    const { tags } = await logs.send(new ListTagsForResourceCommand({ resourceArn }))
    assert.deepEqual(tags, { stage: 'test' })
  })

  test('are listed page by page', async () => {
    const prefix = unique('paged')
    for (const letter of ['b', 'a', 'c'])
      await logs.send(new CreateLogGroupCommand({ logGroupName: `${prefix}-${letter}` }))
    const page = (nextToken?: string) =>
      logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: prefix, limit: 2, nextToken }))
    const first = await page()
    const second = await page(first.nextToken)
    assert.deepEqual(
      [...first.logGroups!, ...second.logGroups!].map(({ logGroupName }) => logGroupName),
      [`${prefix}-a`, `${prefix}-b`, `${prefix}-c`],
    )
    assert.equal(second.nextToken, undefined)
  })

  test('have streams with names of their own', async () => {
    const stream = { logGroupName, logStreamName: 'ecs/app/1' }
    await logs.send(new CreateLogStreamCommand(stream))
    await assert.rejects(logs.send(new CreateLogStreamCommand(stream)), {
      name: 'ResourceAlreadyExistsException',
      message: 'The specified log stream already exists',
    })
  })

  test('list each stream once, also when others are created between two pages', async () => {
    const paged = unique('/paged/streams')
    const create = (logStreamName: string) =>
      logs.send(new CreateLogStreamCommand({ logGroupName: paged, logStreamName }))
    await logs.send(new CreateLogGroupCommand({ logGroupName: paged }))
    for (const name of ['b', 'd', 'c']) await create(name)
    for (const [settings, names, between] of [
      [{}, ['b', 'c', 'd'], 'a'],
      [{ descending: true }, ['d', 'c', 'b', 'a'], 'e'],
      [{ orderBy: 'LastEventTime', descending: true }, ['e', 'd', 'c', 'b', 'a'], 'f'],
    ] as const) {
      const page = (nextToken?: string) =>
        logs.send(
          new DescribeLogStreamsCommand({ logGroupName: paged, limit: 1, nextToken, ...settings }),
        )
      const found: string[] = []
      let { logStreams, nextToken } = await page()
      await create(between)
      found.push(logStreams![0]!.logStreamName!)
      while (nextToken !== undefined) {
        ;({ logStreams, nextToken } = await page(nextToken))
        found.push(logStreams![0]!.logStreamName!)
      }
      assert.deepEqual(found, names)
    }
  })

  test('are gone with their streams when deleted', async () => {
    await logs.send(new DeleteLogGroupCommand({ logGroupName }))
    assert.deepEqual(await found(), [])
    await assert.rejects(logs.send(new DescribeLogStreamsCommand({ logGroupName })), {
      name: 'ResourceNotFoundException',
      message: 'The specified log group does not exist.',
    })
  })
})
