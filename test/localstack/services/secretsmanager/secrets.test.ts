import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  UpdateSecretCommand,
} from '@aws-sdk/client-secrets-manager'
import { movableClock } from '../../../support/clock.ts'
import { openEmulator, openTarget, type Target, unique } from '../../../support/target.ts'

describe('secrets', () => {
  let target: Target
  let secrets: SecretsManagerClient

  before(async () => {
    target = await openTarget()
    secrets = new SecretsManagerClient(target.config)
  })
  after(() => target[Symbol.asyncDispose]())

  const create = (Name = unique('app/db'), SecretString = 'first') =>
    secrets.send(new CreateSecretCommand({ Name, SecretString }))
  const valueOf = async (
    SecretId: string,
    which: { VersionId?: string | undefined; VersionStage?: string | undefined } = {},
  ) => (await secrets.send(new GetSecretValueCommand({ SecretId, ...which }))).SecretString

  test('are read by name, by ARN, and by ARN without its suffix', async () => {
    const { ARN, Name } = await create()
    assert.match(
      ARN!,
      new RegExp(`^arn:aws:secretsmanager:us-east-1:\\d{12}:secret:${Name}-\\w{6}$`),
    )
    assert.equal(await valueOf(Name!), 'first')
    assert.equal(await valueOf(ARN!), 'first')
    assert.equal(await valueOf(ARN!.slice(0, -7)), 'first')
  })

  test('are created once', async () => {
    const { Name } = await create()
    await assert.rejects(create(Name), {
      name: 'ResourceExistsException',
      message: `The operation failed because the secret ${Name} already exists.`,
    })
  })

  test('are made again by a client that repeats its token, unless with another value', async () => {
    const Name = unique('repeated')
    const ClientRequestToken = randomUUID()
    const again = (SecretString: string) =>
      secrets.send(new CreateSecretCommand({ Name, ClientRequestToken, SecretString }))
    const { ARN } = await again('one')
    assert.equal((await again('one')).VersionId, ClientRequestToken)
    await assert.rejects(again('two'), {
      name: 'ResourceExistsException',
      message: `You can't use ClientRequestToken ${ClientRequestToken} because that value is already in use for a version of secret ${ARN}.`,
    })
  })

  test('have names of the characters AWS allows', async () => {
    await assert.rejects(create('no spaces'), {
      name: 'ValidationException',
      message:
        'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!',
    })
  })

  test('keep the previous value under its label and its id', async () => {
    const { Name, VersionId } = await create()
    await secrets.send(new PutSecretValueCommand({ SecretId: Name, SecretString: 'second' }))
    assert.equal(await valueOf(Name!), 'second')
    assert.equal(await valueOf(Name!, { VersionStage: 'AWSPREVIOUS' }), 'first')
    assert.equal(await valueOf(Name!, { VersionId }), 'first')
    const { VersionIdsToStages } = await secrets.send(new DescribeSecretCommand({ SecretId: Name }))
    assert.deepEqual(VersionIdsToStages![VersionId!], ['AWSPREVIOUS'])
  })

  test('hold binary values as well', async () => {
    const Name = unique('binary')
    const SecretBinary = Uint8Array.of(0, 255, 7)
    await secrets.send(new CreateSecretCommand({ Name, SecretBinary }))
    const read = await secrets.send(new GetSecretValueCommand({ SecretId: Name }))
    assert.deepEqual([...read.SecretBinary!], [0, 255, 7])
    await assert.rejects(
      secrets.send(new PutSecretValueCommand({ SecretId: Name, SecretBinary, SecretString: 'x' })),
      {
        name: 'InvalidParameterException',
        message:
          "You can't specify both a binary secret value and a string secret value in the same secret.",
      },
    )
  })

  test('that are not there are not found, nor are values under unknown labels', async () => {
    await assert.rejects(valueOf(unique('absent')), {
      name: 'ResourceNotFoundException',
      message: "Secrets Manager can't find the specified secret.",
    })
    const Name = unique('empty')
    await secrets.send(new CreateSecretCommand({ Name }))
    await assert.rejects(valueOf(Name), {
      name: 'ResourceNotFoundException',
      message:
        "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
    })
  })

  test('are described and updated', async () => {
    const { Name } = await create()
    await secrets.send(
      new UpdateSecretCommand({ SecretId: Name, Description: 'a password', SecretString: 'third' }),
    )
    const described = await secrets.send(new DescribeSecretCommand({ SecretId: Name }))
    assert.equal(described.Description, 'a password')
    assert.equal(await valueOf(Name!), 'third')
  })

  test('are listed by prefix of their name, page by page', async () => {
    const prefix = unique('listed')
    for (const end of ['a', 'b', 'c']) await create(`${prefix}-${end}`)
    const list = (NextToken?: string) =>
      secrets.send(
        new ListSecretsCommand({
          Filters: [{ Key: 'name', Values: [prefix] }],
          SortBy: 'name',
          SortOrder: 'asc',
          MaxResults: 2,
          NextToken,
        }),
      )
    const first = await list()
    const second = await list(first.NextToken)
    const names = [...first.SecretList!, ...second.SecretList!].map(({ Name }) => Name)
    assert.deepEqual(names, [`${prefix}-a`, `${prefix}-b`, `${prefix}-c`])
    assert.equal(second.NextToken, undefined)
    await assert.rejects(list('nonsense'), { name: 'InvalidNextTokenException' })
  })

  test('are listed the oldest first, through filters that have a key and values', async () => {
    const prefix = unique('old')
    for (const end of ['b', 'a']) await create(`${prefix}-${end}`)
    const list = async (filter: { Key?: 'name' | 'description'; Values?: string[] }) => {
      const { SecretList } = await secrets.send(new ListSecretsCommand({ Filters: [filter] }))
      return SecretList!.map(({ Name }) => Name)
    }
    const found = [`${prefix}-b`, `${prefix}-a`]
    assert.deepEqual(await list({ Key: 'name', Values: [prefix] }), found)
    const Description = `${prefix} one and two`
    await secrets.send(new UpdateSecretCommand({ SecretId: found[0], Description }))
    assert.deepEqual(await list({ Key: 'description', Values: [`two ${prefix}`] }), [found[0]])
    assert.deepEqual(await list({ Key: 'description', Values: [`six ${prefix}`] }), [])
    await assert.rejects(list({ Values: ['x'] }), { message: 'Invalid filter key' })
    await assert.rejects(list({ Key: 'name' }), { message: 'Invalid filter values for key: name' })
  })

  test('that are marked for deletion cannot be read nor made again', async () => {
    const { Name } = await create()
    await secrets.send(new DeleteSecretCommand({ SecretId: Name }))
    await assert.rejects(valueOf(Name!), {
      name: 'InvalidRequestException',
      message: "You can't perform this operation on the secret because it was marked for deletion.",
    })
    await assert.rejects(create(Name), {
      name: 'InvalidRequestException',
      message:
        "You can't create this secret because a secret with this name is already scheduled for deletion.",
    })
  })

  test('are deleted at once when that is forced', async () => {
    const { Name } = await create()
    const remove = (options: object) =>
      secrets.send(new DeleteSecretCommand({ SecretId: Name, ...options }))
    await assert.rejects(remove({ RecoveryWindowInDays: 3 }), {
      message: 'The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).',
    })
    await assert.rejects(remove({ RecoveryWindowInDays: 7, ForceDeleteWithoutRecovery: true }), {
      message: "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
    })
    await remove({ ForceDeleteWithoutRecovery: true })
    await assert.rejects(valueOf(Name!), { name: 'ResourceNotFoundException' })
  })
})

test('a secret is gone when its recovery window ends', async () => {
  const clock = movableClock()
  await using target = await openEmulator({ clock })
  const secrets = new SecretsManagerClient(target.config)
  await secrets.send(new CreateSecretCommand({ Name: 'short', SecretString: 'lived' }))
  await secrets.send(new DeleteSecretCommand({ SecretId: 'short', RecoveryWindowInDays: 7 }))
  clock.forward(7 * 24 * 60 * 60)
  await assert.rejects(secrets.send(new DescribeSecretCommand({ SecretId: 'short' })), {
    name: 'ResourceNotFoundException',
  })
})
