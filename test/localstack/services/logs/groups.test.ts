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
  ListTagsLogGroupCommand,
  PutRetentionPolicyCommand,
  TagLogGroupCommand,
  TagResourceCommand,
  UntagLogGroupCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import { openTarget, type Target, unique } from '../../../support/target.ts'

describe('log groups', () => {
  let target: Target
  let logs: CloudWatchLogsClient

  const create = async (tags?: Record<string, string>) => {
    const logGroupName = unique('/ecs/group')
    await logs.send(new CreateLogGroupCommand({ logGroupName, tags }))
    return logGroupName
  }
  const found = async (logGroupNamePrefix: string) =>
    (await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix }))).logGroups!

  before(async () => {
    target = await openTarget()
    logs = new CloudWatchLogsClient(target.config)
  })
  after(() => target[Symbol.asyncDispose]())

  test('are created once', async () => {
    const logGroupName = await create()
    await assert.rejects(logs.send(new CreateLogGroupCommand({ logGroupName })), {
      name: 'ResourceAlreadyExistsException',
      message: 'The specified log group already exists',
    })
    const [group] = await found(logGroupName)
    assert.equal(group!.arn, `${group!.logGroupArn}:*`)
    assert.equal(group!.logGroupClass, 'STANDARD')
  })

  test('keep a retention that AWS knows', async () => {
    const logGroupName = await create()
    await logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 14 }))
    assert.equal((await found(logGroupName))[0]!.retentionInDays, 14)
    await assert.rejects(
      logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 2 })),
      /Value '2' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: \[1, 3, 5, 7,/,
    )
    await logs.send(new DeleteRetentionPolicyCommand({ logGroupName }))
    assert.equal((await found(logGroupName))[0]!.retentionInDays, undefined)
  })

  test('are tagged by ARN', async () => {
    const logGroupName = await create({ team: 'web' })
    const resourceArn = (await found(logGroupName))[0]!.logGroupArn!
    await logs.send(new TagResourceCommand({ resourceArn, tags: { stage: 'test' } }))
    await logs.send(new UntagResourceCommand({ resourceArn, tagKeys: ['team'] }))
    const { tags } = await logs.send(new ListTagsForResourceCommand({ resourceArn }))
    assert.deepEqual(tags, { stage: 'test' })
  })

  test('are tagged by name', async () => {
    const logGroupName = await create({ team: 'web' })
    const list = async () => (await logs.send(new ListTagsLogGroupCommand({ logGroupName }))).tags
    await logs.send(new TagLogGroupCommand({ logGroupName, tags: { team: 'api', stage: 'test' } }))
    assert.deepEqual(await list(), { team: 'api', stage: 'test' })
    await logs.send(new UntagLogGroupCommand({ logGroupName, tags: ['team', 'absent'] }))
    assert.deepEqual(await list(), { stage: 'test' })
    const missing = { logGroupName: `${logGroupName}-missing` }
    for (const command of [
      new ListTagsLogGroupCommand(missing),
      new TagLogGroupCommand({ ...missing, tags: { a: 'b' } }),
      new UntagLogGroupCommand({ ...missing, tags: ['a'] }),
    ])
      await assert.rejects(logs.send(command as ListTagsLogGroupCommand), {
        name: 'ResourceNotFoundException',
        message: 'The specified log group does not exist.',
      })
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
    const stream = { logGroupName: await create(), logStreamName: 'ecs/app/1' }
    await logs.send(new CreateLogStreamCommand(stream))
    await assert.rejects(logs.send(new CreateLogStreamCommand(stream)), {
      name: 'ResourceAlreadyExistsException',
      message: 'The specified log stream already exists',
    })
  })

  test('list each stream once, also when others are created between two pages', async () => {
    const logGroupName = await create()
    const createStream = (logStreamName: string) =>
      logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName }))
    for (const name of ['b', 'd', 'c']) await createStream(name)
    for (const [settings, names, between] of [
      [{}, ['b', 'c', 'd'], 'a'],
      [{ descending: true }, ['d', 'c', 'b', 'a'], 'e'],
      [{ orderBy: 'LastEventTime', descending: true }, ['e', 'd', 'c', 'b', 'a'], 'f'],
    ] as const) {
      const page = (nextToken?: string) =>
        logs.send(new DescribeLogStreamsCommand({ logGroupName, limit: 1, nextToken, ...settings }))
      const found: string[] = []
      let { logStreams, nextToken } = await page()
      await createStream(between)
      found.push(logStreams![0]!.logStreamName!)
      while (nextToken !== undefined) {
        ;({ logStreams, nextToken } = await page(nextToken))
        found.push(logStreams![0]!.logStreamName!)
      }
      assert.deepEqual(found, names)
    }
  })

  test('are gone with their streams when deleted', async () => {
    const logGroupName = await create()
    await logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName: 'stream' }))
    await logs.send(new DeleteLogGroupCommand({ logGroupName }))
    assert.deepEqual(await found(logGroupName), [])
    await assert.rejects(logs.send(new DescribeLogStreamsCommand({ logGroupName })), {
      name: 'ResourceNotFoundException',
      message: 'The specified log group does not exist.',
    })
  })
})
