import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  CreateAccessKeyCommand,
  CreateAccountAliasCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteAccountAliasCommand,
  GetUserCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListAccountAliasesCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { actAs, allow } from '../../../support/identity.ts'
import { openEmulator } from '../../../support/target.ts'

const root = 'arn:aws:iam::000000000000:root'

test('the root user is read without a name', async () => {
  await using target = await openEmulator({ enforceIam: true })
  const { User } = await new IAMClient(target.config).send(new GetUserCommand({}))
  const { CreateDate, ...user } = User!
  assert.ok(CreateDate! < new Date())
  assert.deepEqual(user, { UserId: '000000000000', Arn: root })
  const role = await actAs(target, [allow('iam:*')])
  await assert.rejects(new IAMClient(role.config).send(new GetUserCommand({})), {
    name: 'ValidationError',
    message: 'Must specify userName when calling with non-User credentials',
  })
})

test('without a name, the root user has access keys of its own', async () => {
  await using target = await openEmulator({ enforceIam: true })
  const iam = new IAMClient(target.config)
  await iam.send(new CreateUserCommand({ UserName: 'u' }))
  const users = await iam.send(new CreateAccessKeyCommand({ UserName: 'u' }))
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({}))
  const { AccessKeyId, SecretAccessKey, CreateDate } = AccessKey!
  const credentials = { accessKeyId: AccessKeyId!, secretAccessKey: SecretAccessKey! }
  const asRoot = { ...target.config, credentials }
  const { Arn } = await new STSClient(asRoot).send(new GetCallerIdentityCommand({}))
  assert.equal(Arn, root)
  const { AccessKeyMetadata } = await new IAMClient(asRoot).send(new ListAccessKeysCommand({}))
  assert.deepEqual(AccessKeyMetadata, [{ AccessKeyId, Status: 'Active', CreateDate }])
  const other = users.AccessKey!.AccessKeyId!
  await assert.rejects(iam.send(new DeleteAccessKeyCommand({ AccessKeyId: other })), {
    name: 'NoSuchEntityException',
    message: `The Access Key with id ${other} cannot be found.`,
  })
  await iam.send(new UpdateAccessKeyCommand({ AccessKeyId, Status: 'Inactive' }))
  await assert.rejects(new STSClient(asRoot).send(new GetCallerIdentityCommand({})))
  await iam.send(new DeleteAccessKeyCommand({ AccessKeyId }))
})

test('an account has at most one alias', async () => {
  await using target = await openEmulator()
  const iam = new IAMClient(target.config)
  const aliases = async () => (await iam.send(new ListAccountAliasesCommand({}))).AccountAliases
  assert.deepEqual(await aliases(), [])
  await iam.send(new CreateAccountAliasCommand({ AccountAlias: 'first' }))
  await iam.send(new CreateAccountAliasCommand({ AccountAlias: 'second' }))
  assert.deepEqual(await aliases(), ['second'])
  await assert.rejects(iam.send(new DeleteAccountAliasCommand({ AccountAlias: 'first' })), {
    name: 'NoSuchEntityException',
  })
  await iam.send(new DeleteAccountAliasCommand({ AccountAlias: 'second' }))
  assert.deepEqual(await aliases(), [])
})
