import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetRandomPasswordCommand,
  RestoreSecretCommand,
  SecretsManagerClient,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateSecretCommand,
} from '@aws-sdk/client-secrets-manager'
import { openTarget, type Target, unique } from '../../../support/target.ts'

describe('a secret', () => {
  let target: Target
  let secrets: SecretsManagerClient

  before(async () => {
    target = await openTarget()
    secrets = new SecretsManagerClient(target.config)
  })
  after(() => target[Symbol.asyncDispose]())

  const create = async (options: object = {}, SecretId = unique('secret')) => {
    const { ARN } = await secrets.send(new CreateSecretCommand({ Name: SecretId, ...options }))
    return { SecretId, ARN: ARN! }
  }
  const describeSecret = (SecretId: string) => secrets.send(new DescribeSecretCommand({ SecretId }))

  test('has no members that are empty', async () => {
    const { SecretId } = await create({ Description: '', Tags: [] })
    const { $metadata: _, ...described } = await describeSecret(SecretId)
    assert.deepEqual(Object.keys(described).toSorted(), [
      'ARN',
      'CreatedDate',
      'LastChangedDate',
      'Name',
    ])
  })

  test('has tags, each key once', async () => {
    const { SecretId } = await create()
    const tag = (...Tags: { Key: string; Value: string }[]) =>
      secrets.send(new TagResourceCommand({ SecretId, Tags }))
    await tag({ Key: 'app', Value: 'a' }, { Key: 'team', Value: 'a' })
    await tag({ Key: 'team', Value: 'b' })
    await secrets.send(new UntagResourceCommand({ SecretId, TagKeys: ['app'] }))
    await assert.rejects(tag({ Key: 'aws:x', Value: '' }), { name: 'InvalidParameterException' })
    assert.deepEqual((await describeSecret(SecretId)).Tags, [{ Key: 'team', Value: 'b' }])
  })

  test('that is rejected for its tags or its value is not there', async () => {
    const SecretId = unique('rejected')
    const Tags = [
      { Key: 'a', Value: '' },
      { Key: 'a', Value: '' },
    ]
    await assert.rejects(create({ Tags }, SecretId), { name: 'InvalidParameterException' })
    const both = { SecretString: 'x', SecretBinary: Uint8Array.of(1) }
    await assert.rejects(create(both, SecretId), { name: 'InvalidParameterException' })
    await assert.rejects(describeSecret(SecretId), { name: 'ResourceNotFoundException' })
  })

  test('stays as it is when its update is rejected', async () => {
    const { SecretId } = await create({ Description: 'one' })
    const both = { SecretString: 'x', SecretBinary: Uint8Array.of(1) }
    await assert.rejects(
      secrets.send(new UpdateSecretCommand({ SecretId, Description: 'two', ...both })),
    )
    assert.equal((await describeSecret(SecretId)).Description, 'one')
  })

  test('is restored until it is deleted, and tagged only after that', async () => {
    const { SecretId } = await create()
    await secrets.send(new DeleteSecretCommand({ SecretId }))
    const marked = {
      name: 'InvalidRequestException',
      message: "You can't perform this operation on the secret because it was marked for deletion.",
    }
    await assert.rejects(secrets.send(new TagResourceCommand({ SecretId, Tags: [] })), marked)
    await assert.rejects(secrets.send(new UntagResourceCommand({ SecretId, TagKeys: [] })), marked)
    await assert.rejects(secrets.send(new DeleteSecretCommand({ SecretId })), marked)
    await secrets.send(new RestoreSecretCommand({ SecretId }))
    assert.equal((await describeSecret(SecretId)).DeletedDate, undefined)
  })

  test('that is deleted by force may be marked for deletion, or not be there', async () => {
    const { SecretId, ARN } = await create()
    await secrets.send(new DeleteSecretCommand({ SecretId }))
    const force = () =>
      secrets.send(new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true }))
    assert.equal((await force()).ARN, ARN)
    assert.equal((await force()).Name, SecretId)
  })

  test('is not found by a part of its ARN that looks like all of it, or in another place', async () => {
    const { ARN } = await create({}, `${unique('partial')}-a1b2c3`)
    const notFound = { name: 'ResourceNotFoundException' }
    await assert.rejects(describeSecret(ARN.slice(0, -7)), notFound)
    await assert.rejects(describeSecret(ARN.replace('us-east-1', 'eu-west-1')), notFound)
    await assert.rejects(describeSecret(ARN.replace('000000000000', '111111111111')), notFound)
    await assert.rejects(describeSecret(ARN.replace('arn:aws:', 'arn:aws-cn:')), notFound)
  })
})

test('a random password has a character of each kind that is not excluded', async () => {
  await using target = await openTarget()
  const secrets = new SecretsManagerClient(target.config)
  const make = async (input: object) =>
    (await secrets.send(new GetRandomPasswordCommand(input))).RandomPassword!
  assert.equal((await make({})).length, 32)
  assert.match(await make({ PasswordLength: 4 }), /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*[^\w]|.*_)/)
  assert.match(
    await make({ ExcludePunctuation: true, ExcludeNumbers: true, ExcludeCharacters: 'aA' }),
    /^[b-zB-Z]{32}$/,
  )
  await assert.rejects(make({ PasswordLength: 3 }), {
    name: 'InvalidParameterException',
    message: 'Password length is too short based on the required types.',
  })
})
