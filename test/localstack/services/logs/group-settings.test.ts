import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  AssociateKmsKeyCommand,
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DeleteMetricFilterCommand,
  DeleteResourcePolicyCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  DescribeMetricFiltersCommand,
  DescribeResourcePoliciesCommand,
  DescribeSubscriptionFiltersCommand,
  DisassociateKmsKeyCommand,
  FilterLogEventsCommand,
  ListTagsForResourceCommand,
  PutLogEventsCommand,
  PutLogGroupDeletionProtectionCommand,
  PutMetricFilterCommand,
  PutResourcePolicyCommand,
  TagResourceCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import { asNewAccount, openTarget, type Target, unique } from '../../../support/target.ts'

describe('a log group', () => {
  let target: Target
  let logs: CloudWatchLogsClient

  before(async () => {
    target = await openTarget()
    logs = new CloudWatchLogsClient(target.config)
  })
  after(() => target[Symbol.asyncDispose]())

  const create = async () => {
    const logGroupName = unique('/ecs/group')
    await logs.send(new CreateLogGroupCommand({ logGroupName }))
    return logGroupName
  }
  const describeGroup = async (logGroupNamePrefix: string) => {
    const { logGroups } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix }))
    return logGroups![0]
  }

  test('has a name of at most 512 characters, and so has a stream', async () => {
    const tooLong = {
      name: 'InvalidParameterException',
      message: 'Invalid LogGroup or LogStream, both must have length less than or equal to 512.',
    }
    const name = 'x'.repeat(513)
    await assert.rejects(logs.send(new CreateLogGroupCommand({ logGroupName: name })), tooLong)
    const logGroupName = await create()
    await assert.rejects(
      logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName: name })),
      tooLong,
    )
  })

  test('is named by its name or its ARN, and that is of this account and region', async () => {
    const logGroupName = await create()
    const { logGroupArn = '' } = (await describeGroup(logGroupName))!
    const streamsOf = (named: object) =>
      logs.send(new DescribeLogStreamsCommand({ logGroupIdentifier: logGroupArn, ...named }))
    await assert.rejects(streamsOf({ logGroupName }), {
      name: 'ValidationException',
      message: 'LogGroup name and LogGroup ARN are mutually exclusive parameters.',
    })
    assert.deepEqual((await streamsOf({})).logStreams, [])
    for (const elsewhere of [
      logGroupArn.replace('us-east-1', 'eu-west-1'),
      logGroupArn.replace(/:\d{12}:/, ':111111111111:'),
      logGroupArn.replace('arn:aws:', 'arn:aws-cn:'),
    ]) {
      const missing = { name: 'ResourceNotFoundException' }
      await assert.rejects(streamsOf({ logGroupIdentifier: elsewhere }), missing)
      const input = { resourceArn: elsewhere }
      await assert.rejects(logs.send(new ListTagsForResourceCommand(input)), missing)
    }
  })

  test('has a key that is changed and taken away', async () => {
    const logGroupName = await create()
    const kmsKeyId = 'arn:aws:kms:us-east-1:000000000000:key/1'
    await logs.send(new AssociateKmsKeyCommand({ logGroupName, kmsKeyId }))
    const { kmsKeyId: key, logGroupArn } = (await describeGroup(logGroupName))!
    assert.equal(key, kmsKeyId)
    await logs.send(new DisassociateKmsKeyCommand({ resourceIdentifier: logGroupArn }))
    assert.equal((await describeGroup(logGroupName))!.kmsKeyId, undefined)
  })

  test('is deleted only without protection', async () => {
    const logGroupName = await create()
    const protect = (deletionProtectionEnabled: boolean) =>
      logs.send(
        new PutLogGroupDeletionProtectionCommand({
          logGroupIdentifier: logGroupName,
          deletionProtectionEnabled,
        }),
      )
    await protect(true)
    await assert.rejects(logs.send(new DeleteLogGroupCommand({ logGroupName })), {
      name: 'ValidationException',
    })
    await protect(false)
    await logs.send(new DeleteLogGroupCommand({ logGroupName }))
  })

  test('takes no tags of AWS and no more than fifty', async () => {
    const logGroupName = unique('/ecs/tags')
    const tags = { 'aws:x': '' }
    const invalid = { name: 'InvalidParameterException' }
    await assert.rejects(logs.send(new CreateLogGroupCommand({ logGroupName, tags })), invalid)
    assert.equal(await describeGroup(logGroupName), undefined)
    await logs.send(new CreateLogGroupCommand({ logGroupName, tags: { first: '' } }))
    const { logGroupArn: resourceArn } = (await describeGroup(logGroupName))!
    const fifty = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`tag${index}`, '']))
    await assert.rejects(logs.send(new TagResourceCommand({ resourceArn, tags: fifty })), {
      name: 'TooManyTagsException',
    })
  })

  test('has metric filters, which go with it', async () => {
    const logGroupName = await create()
    const filter = {
      logGroupName,
      filterName: 'errors',
      filterPattern: '[level = ERROR, message]',
      metricTransformations: [{ metricName: 'm', metricNamespace: 'n', metricValue: '1' }],
    }
    await logs.send(new PutMetricFilterCommand(filter))
    const { metricFilters } = await logs.send(new DescribeMetricFiltersCommand({ logGroupName }))
    const { creationTime, ...read } = metricFilters![0]!
    assert.ok(creationTime)
    assert.deepEqual(read, { ...filter, applyOnTransformedLogs: false })
    assert.equal((await describeGroup(logGroupName))!.metricFilterCount, 1)
    const named = { logGroupName, filterName: 'errors' }
    await logs.send(new DeleteMetricFilterCommand(named))
    assert.equal((await describeGroup(logGroupName))!.metricFilterCount, 0)
    await assert.rejects(logs.send(new DeleteMetricFilterCommand(named)), {
      name: 'ResourceNotFoundException',
      message: 'The specified metric filter does not exist.',
    })
  })

  test('has no subscription filters', async () => {
    const logGroupName = await create()
    const { subscriptionFilters } = await logs.send(
      new DescribeSubscriptionFiltersCommand({ logGroupName }),
    )
    assert.deepEqual(subscriptionFilters, [])
    await assert.rejects(
      logs.send(new DescribeSubscriptionFiltersCommand({ logGroupName: unique('absent') })),
      { message: 'The specified log group does not exist.' },
    )
  })

  test('is not searched by a pattern that the emulator does not know', async () => {
    const logGroupName = await create()
    await assert.rejects(
      logs.send(new FilterLogEventsCommand({ logGroupName, filterPattern: '[a, b]' })),
      { name: 'InternalFailure', message: /does not implement space-delimited filter patterns/ },
    )
  })

  test('gives a token to events that are too old or too new', async () => {
    const logGroupName = await create()
    const logStreamName = 'stream'
    await logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName }))
    const put = (timestamp: number) => {
      const logEvents = [{ timestamp, message: 'x' }]
      return logs.send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents }))
    }
    const day = 24 * 60 * 60 * 1000
    const old = await put(Date.now() - 20 * day)
    assert.equal(old.rejectedLogEventsInfo!.tooOldLogEventEndIndex, 1)
    assert.ok(old.nextSequenceToken)
    const early = await put(Date.now() + day)
    assert.equal(early.rejectedLogEventsInfo!.tooNewLogEventStartIndex, 0)
    assert.ok(early.nextSequenceToken)
  })
})

test('an account has ten resource policies', async () => {
  await using target = await openTarget()
  const logs = new CloudWatchLogsClient(asNewAccount(target).config)
  const policyDocument = '{"Version":"2012-10-17","Statement":[]}'
  const put = (policyName: string) =>
    logs.send(new PutResourcePolicyCommand({ policyName, policyDocument }))
  for (let index = 0; index < 10; index++) await put(`policy-${index}`)
  await assert.rejects(put('another'), {
    name: 'LimitExceededException',
    message: 'Resource limit exceeded.',
  })
  const { resourcePolicy } = await put('policy-0')
  const { lastUpdatedTime, ...rest } = resourcePolicy!
  assert.ok(lastUpdatedTime)
  assert.deepEqual(rest, { policyName: 'policy-0', policyDocument, policyScope: 'ACCOUNT' })
  await logs.send(new DeleteResourcePolicyCommand({ policyName: 'policy-9' }))
  const { resourcePolicies } = await logs.send(new DescribeResourcePoliciesCommand())
  assert.equal(resourcePolicies!.length, 9)
  await assert.rejects(logs.send(new DeleteResourcePolicyCommand({ policyName: 'none' })), {
    name: 'ResourceNotFoundException',
    message: 'Policy with name [none] does not exist.',
  })
})
