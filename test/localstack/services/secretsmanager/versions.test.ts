import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import {
  BatchGetSecretValueCommand,
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretVersionIdsCommand,
  PutSecretValueCommand,
  RotateSecretCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
  type UpdateSecretVersionStageCommandInput,
} from '@aws-sdk/client-secrets-manager'
import { openTarget, type Target, unique } from '../../../support/target.ts'

describe('the versions of a secret', () => {
  let target: Target
  let secrets: SecretsManagerClient

  before(async () => {
    target = await openTarget()
    secrets = new SecretsManagerClient(target.config)
  })
  after(() => target[Symbol.asyncDispose]())

  const create = async (options: object = {}) => {
    const SecretId = unique('versions')
    const { ARN, VersionId } = await secrets.send(
      new CreateSecretCommand({ Name: SecretId, SecretString: 'first', ...options }),
    )
    return { SecretId, ARN: ARN!, VersionId: VersionId! }
  }
  const put = async (SecretId: string, ...VersionStages: string[]) =>
    secrets.send(
      new PutSecretValueCommand({
        SecretId,
        SecretString: randomUUID(),
        ...(VersionStages.length > 0 && { VersionStages }),
      }),
    )
  const list = async (SecretId: string, IncludeDeprecated = false) => {
    const { Versions } = await secrets.send(
      new ListSecretVersionIdsCommand({ SecretId, IncludeDeprecated }),
    )
    return Versions!
  }
  const stagesOf = async (SecretId: string) =>
    (await list(SecretId)).map(({ VersionStages }) => VersionStages)
  const describeSecret = (SecretId: string) => secrets.send(new DescribeSecretCommand({ SecretId }))
  const move = (input: UpdateSecretVersionStageCommandInput) =>
    secrets.send(new UpdateSecretVersionStageCommand(input))

  test('are listed with their labels, sorted, and without one when that is asked for', async () => {
    const { SecretId } = await create()
    await put(SecretId, 'two', 'one', 'three')
    assert.deepEqual(await stagesOf(SecretId), [['AWSCURRENT'], ['one', 'three', 'two']])
    await put(SecretId)
    await put(SecretId)
    assert.equal((await list(SecretId)).length, 3)
    const [first] = await list(SecretId, true)
    assert.equal(first!.VersionStages, undefined)
    assert.deepEqual(first!.KmsKeyIds, ['DefaultEncryptionKey'])
  })

  test('begin with AWSCURRENT, whatever label the first value is put under', async () => {
    const SecretId = unique('empty')
    await secrets.send(new CreateSecretCommand({ Name: SecretId }))
    const { VersionStages } = await put(SecretId, 'AWSPENDING')
    assert.deepEqual(VersionStages, ['AWSCURRENT', 'AWSPENDING'])
  })

  test('get AWSCURRENT from another one, which then has AWSPREVIOUS and no AWSPENDING', async () => {
    const { SecretId, VersionId: RemoveFromVersionId } = await create()
    const { VersionId: MoveToVersionId } = await put(SecretId, 'AWSPENDING')
    await move({ SecretId, VersionStage: 'AWSCURRENT', RemoveFromVersionId, MoveToVersionId })
    assert.deepEqual(await stagesOf(SecretId), [['AWSPREVIOUS'], ['AWSCURRENT', 'AWSPENDING']])
    await put(SecretId)
    assert.deepEqual(await stagesOf(SecretId), [['AWSPREVIOUS'], ['AWSCURRENT']])
  })

  test('do not lose a label by mistake', async () => {
    const { SecretId, VersionId } = await create()
    const { VersionId: MoveToVersionId } = await put(SecretId, 'mine')
    const label = { SecretId, VersionStage: 'AWSCURRENT' }
    await assert.rejects(move({ ...label, MoveToVersionId }), {
      name: 'InvalidParameterException',
      message: `The parameter RemoveFromVersionId can't be empty. Staging label AWSCURRENT is currently attached to version ${VersionId}, so you must explicitly reference that version in RemoveFromVersionId.`,
    })
    await assert.rejects(move({ ...label, RemoveFromVersionId: VersionId }), {
      message:
        "You can only move staging label AWSCURRENT to a different secret version. It can't be completely removed.",
    })
    await assert.rejects(move({ ...label, RemoveFromVersionId: MoveToVersionId }), {
      message: `Version stage AWSCURRENT not found in version ${MoveToVersionId}`,
    })
    const unknown = randomUUID()
    await assert.rejects(move({ ...label, MoveToVersionId: unknown }), {
      message: `Not a valid version: ${unknown}`,
    })
    await move({ SecretId, VersionStage: 'mine', RemoveFromVersionId: MoveToVersionId })
    assert.deepEqual(await stagesOf(SecretId), [['AWSCURRENT']])
  })

  test('are not read by a label that they lack, or by an id that is none', async () => {
    const { SecretId, VersionId } = await create()
    await assert.rejects(
      secrets.send(new GetSecretValueCommand({ SecretId, VersionId, VersionStage: 'AWSPREVIOUS' })),
      {
        name: 'InvalidRequestException',
        message: 'You provided a VersionStage that is not associated to the provided VersionId.',
      },
    )
    const unknown = randomUUID()
    await assert.rejects(
      secrets.send(new GetSecretValueCommand({ SecretId, VersionId: unknown })),
      {
        name: 'ResourceNotFoundException',
        message: `Secrets Manager can't find the specified secret value for VersionId: ${unknown}`,
      },
    )
  })

  test('are read, and the day is described', async () => {
    const { SecretId } = await create()
    assert.equal((await describeSecret(SecretId)).LastAccessedDate, undefined)
    await secrets.send(new GetSecretValueCommand({ SecretId }))
    const { LastAccessedDate } = await describeSecret(SecretId)
    assert.equal(LastAccessedDate!.getTime() % (24 * 60 * 60 * 1000), 0)
    assert.deepEqual((await list(SecretId))[0]!.LastAccessedDate, LastAccessedDate)
  })

  test('need a token, which SDKs make up', async () => {
    const { SecretId } = await create()
    const send = async (operation: string, input: object) => {
      const headers = { 'x-amz-target': `secretsmanager.${operation}` }
      const body = JSON.stringify(input)
      return (await fetch(target.url, { method: 'POST', headers, body })).json()
    }
    const message = 'You must provide a ClientRequestToken value. We recommend a UUID-type value.'
    const rejected = { __type: 'InvalidRequestException', Message: message }
    const value = { SecretString: 'x' }
    assert.deepEqual(await send('CreateSecret', { Name: unique('token'), ...value }), rejected)
    assert.deepEqual(await send('PutSecretValue', { SecretId, ...value }), rejected)
    assert.deepEqual(await send('UpdateSecret', { SecretId, ...value }), rejected)
    assert.deepEqual(await send('RotateSecret', { SecretId }), {
      __type: 'InvalidParameterException',
      Message: message,
    })
  })

  test('are not rotated, since no function runs here', async () => {
    const { SecretId } = await create()
    await assert.rejects(secrets.send(new RotateSecretCommand({ SecretId })), {
      name: 'InvalidRequestException',
      message: 'No Lambda rotation function ARN is associated with this secret.',
    })
    const RotationLambdaARN = 'arn:aws:lambda:us-east-1:000000000000:function:rotate'
    await assert.rejects(
      secrets.send(new RotateSecretCommand({ SecretId, RotationLambdaARN })),
      /does not implement the rotation of secrets by a Lambda function/,
    )
  })

  test('of several secrets are read at once, and what cannot be read is listed', async () => {
    const { SecretId, ARN } = await create()
    const { SecretValues, Errors } = await secrets.send(
      new BatchGetSecretValueCommand({ SecretIdList: [ARN, 'absent'] }),
    )
    assert.deepEqual(
      SecretValues!.map(({ Name, SecretString }) => [Name, SecretString]),
      [[SecretId, 'first']],
    )
    assert.deepEqual(Errors, [
      {
        SecretId: 'absent',
        ErrorCode: 'ResourceNotFoundException',
        Message: "Secrets Manager can't find the specified secret.",
      },
    ])
    const found = await secrets.send(
      new BatchGetSecretValueCommand({ Filters: [{ Key: 'name', Values: [SecretId] }] }),
    )
    assert.equal(found.SecretValues!.length, 1)
    for (const input of [{}, { SecretIdList: [SecretId], Filters: [] }])
      await assert.rejects(secrets.send(new BatchGetSecretValueCommand(input)), {
        name: 'InvalidParameterException',
        message: "Either 'SecretIdList' or 'Filters' must be provided, but not both.",
      })
  })
})
