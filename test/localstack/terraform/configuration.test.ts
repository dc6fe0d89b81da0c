import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  DeleteRetentionPolicyCommand,
  DescribeLogGroupsCommand,
  ListTagsForResourceCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetResourcePolicyCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  UpdateSecretCommand,
} from '@aws-sdk/client-secrets-manager'
import {
  DeleteParameterCommand,
  DescribeParametersCommand,
  GetParameterCommand,
  ListTagsForResourceCommand as ListParameterTagsCommand,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm'
import { openTarget, unique } from '../../support/target.ts'
import { assertPlanIsEmpty } from './plan.ts'

test('aws_cloudwatch_log_group', async () => {
  await using target = await openTarget()
  const logs = new CloudWatchLogsClient(target.config)
  const logGroupName = `/ecs/${unique('tf')}`
  const tags = { Name: 'app' }
  const logGroupClass = 'STANDARD' as const
  await logs.send(new CreateLogGroupCommand({ logGroupName, logGroupClass, tags }))
  await logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 30 }))
  const read = async () => {
    const { logGroups } = await logs.send(
      new DescribeLogGroupsCommand({ logGroupNamePrefix: logGroupName }),
    )
    const group = logGroups![0]!
    const { tags: found } = await logs.send(
      new ListTagsForResourceCommand({ resourceArn: group.logGroupArn! }),
    )
    return { ...group, tags: found }
  }
  const sent = { logGroupName, logGroupClass, retentionInDays: 30, tags }
  assertPlanIsEmpty(sent, await read())
  await logs.send(new DeleteRetentionPolicyCommand({ logGroupName }))
  assertPlanIsEmpty({ ...sent, retentionInDays: undefined }, await read())
  await logs.send(new DeleteLogGroupCommand({ logGroupName }))
  await assert.rejects(read())
})

test('aws_ssm_parameter', async () => {
  await using target = await openTarget()
  const ssm = new SSMClient(target.config)
  const Name = `/${unique('tf')}/key`
  const sent = { Name, Type: 'SecureString' as const, Tier: 'Standard' as const }
  const Tags = [{ Key: 'Name', Value: 'app' }]
  await ssm.send(new PutParameterCommand({ ...sent, Value: 'one', Overwrite: false, Tags }))
  const read = async () => {
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name, WithDecryption: true }))
    const { Parameters } = await ssm.send(
      new DescribeParametersCommand({
        ParameterFilters: [{ Key: 'Name', Option: 'Equals', Values: [Name] }],
      }),
    )
    const { TagList } = await ssm.send(
      new ListParameterTagsCommand({ ResourceType: 'Parameter', ResourceId: Name }),
    )
    const { Value, Version } = Parameter!
    return { ...Parameters![0], Value, Version, TagList }
  }
  const key = { KeyId: 'alias/aws/ssm', DataType: 'text' }
  const read1 = { ...sent, ...key, Value: 'one', Version: 1, TagList: Tags }
  assertPlanIsEmpty(read1, await read())
  await ssm.send(new PutParameterCommand({ ...sent, Value: 'two', Overwrite: true }))
  assertPlanIsEmpty({ ...read1, Value: 'two', Version: 2 }, await read())
  await ssm.send(new DeleteParameterCommand({ Name }))
  await assert.rejects(read(), { name: 'ParameterNotFound' })
})

test('aws_secretsmanager_secret and aws_secretsmanager_secret_version', async () => {
  await using target = await openTarget()
  const secrets = new SecretsManagerClient(target.config)
  const sent = { Name: unique('tf'), Description: 'database' }
  const Tags = [{ Key: 'Name', Value: 'app' }]
  const { ARN } = await secrets.send(new CreateSecretCommand({ ...sent, Tags }))
  const SecretId = ARN!
  const read = () => secrets.send(new DescribeSecretCommand({ SecretId }))
  assertPlanIsEmpty({ ...sent, Tags }, await read())
  const { ResourcePolicy } = await secrets.send(new GetResourcePolicyCommand({ SecretId }))
  assert.equal(ResourcePolicy, undefined)
  const { VersionId } = await secrets.send(
    new PutSecretValueCommand({ SecretId, SecretString: 'password' }),
  )
  const value = () => secrets.send(new GetSecretValueCommand({ SecretId, VersionId: VersionId! }))
  assertPlanIsEmpty({ SecretString: 'password', VersionStages: ['AWSCURRENT'] }, await value())
  await secrets.send(new UpdateSecretCommand({ SecretId, Description: 'changed' }))
  assertPlanIsEmpty({ ...sent, Description: 'changed' }, await read())
  await secrets.send(new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true }))
  await assert.rejects(read(), { name: 'ResourceNotFoundException' })
})
