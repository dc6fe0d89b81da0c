import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteUserCommand,
  DeleteUserPolicyCommand,
  DetachUserPolicyCommand,
  GetUserCommand,
  GetUserPolicyCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListAttachedUserPoliciesCommand,
  ListUserPoliciesCommand,
  ListUsersCommand,
  ListUserTagsCommand,
  PutUserPolicyCommand,
  TagUserCommand,
  UntagUserCommand,
} from '@aws-sdk/client-iam'
import { openTarget, type Target, unique } from '../../../support/target.ts'

const PolicyDocument = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' },
})

async function createUser(target: Target) {
  const iam = new IAMClient(target.config)
  const UserName = unique('user')
  const { User } = await iam.send(new CreateUserCommand({ UserName }))
  return { iam, UserName, user: User! }
}

const noSuchUser = (name: string) => ({
  name: 'NoSuchEntityException',
  message: `The user with name ${name} cannot be found.`,
})

test('a user has at most two access keys and is deleted when nothing hangs on it', async () => {
  await using target = await openTarget()
  const { iam, UserName, user } = await createUser(target)
  assert.match(user.UserId!, /^AIDA[A-Z2-7]{17}$/)
  await assert.rejects(iam.send(new CreateUserCommand({ UserName })), {
    name: 'EntityAlreadyExistsException',
    message: `User with name ${UserName} already exists.`,
  })
  const { Users } = await iam.send(new ListUsersCommand({}))
  assert.ok(Users!.some(({ Arn }) => Arn === user.Arn))
  const createKey = () => iam.send(new CreateAccessKeyCommand({ UserName }))
  await createKey()
  await createKey()
  await assert.rejects(createKey(), {
    name: 'LimitExceededException',
    message: 'Cannot exceed quota for AccessKeysPerUser: 2',
  })
  const PolicyName = 'p'
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName, PolicyDocument }))
  const remove = () => iam.send(new DeleteUserCommand({ UserName }))
  await assert.rejects(remove(), {
    name: 'DeleteConflictException',
    message: 'Cannot delete entity, must delete access keys first.',
  })
  const { AccessKeyMetadata } = await iam.send(new ListAccessKeysCommand({ UserName }))
  for (const { AccessKeyId } of AccessKeyMetadata!)
    await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }))
  await assert.rejects(remove(), {
    name: 'DeleteConflictException',
    message: 'Cannot delete entity, must delete policies first.',
  })
  await iam.send(new DeleteUserPolicyCommand({ UserName, PolicyName }))
  await remove()
  await assert.rejects(iam.send(new GetUserCommand({ UserName })), noSuchUser(UserName))
})

test('a key that is not there', async () => {
  await using target = await openTarget()
  const { iam, UserName } = await createUser(target)
  const AccessKeyId = 'AKIAIOSFODNN7EXAMPLE'
  await assert.rejects(iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId })), {
    name: 'NoSuchEntityException',
    message: `The Access Key with id ${AccessKeyId} cannot be found.`,
  })
})

test('inline policies are read as they were written, URL-encoded', async () => {
  await using target = await openTarget()
  const { iam, UserName } = await createUser(target)
  const names = async () => (await iam.send(new ListUserPoliciesCommand({ UserName }))).PolicyNames
  for (const PolicyName of ['b', 'a'])
    await iam.send(new PutUserPolicyCommand({ UserName, PolicyName, PolicyDocument }))
  assert.deepEqual(await names(), ['a', 'b'])
  const get = (PolicyName: string) => iam.send(new GetUserPolicyCommand({ UserName, PolicyName }))
  const read = await get('a')
  assert.equal(decodeURIComponent(read.PolicyDocument!), PolicyDocument)
  assert.ok(!/[*"]/.test(read.PolicyDocument!))
  await iam.send(new DeleteUserPolicyCommand({ UserName, PolicyName: 'a' }))
  assert.deepEqual(await names(), ['b'])
  await assert.rejects(get('a'), {
    name: 'NoSuchEntityException',
    message: 'The user policy with name a cannot be found.',
  })
})

test('managed policies are attached, listed by path and detached', async () => {
  await using target = await openTarget()
  const { iam, UserName } = await createUser(target)
  const PolicyName = unique('policy')
  const { Policy } = await iam.send(
    new CreatePolicyCommand({ PolicyName, PolicyDocument, Path: '/team/' }),
  )
  const PolicyArn = Policy!.Arn!
  const fullAccess = 'arn:aws:iam::aws:policy/AdministratorAccess'
  for (const arn of [PolicyArn, fullAccess, PolicyArn])
    await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn: arn }))
  const attached = async (PathPrefix?: string) => {
    const input = { UserName, PathPrefix }
    return (await iam.send(new ListAttachedUserPoliciesCommand(input))).AttachedPolicies
  }
  assert.equal((await attached())!.length, 2)
  assert.deepEqual(await attached('/team/'), [{ PolicyName, PolicyArn }])
  const detach = () => iam.send(new DetachUserPolicyCommand({ UserName, PolicyArn }))
  await detach()
  assert.deepEqual(await attached('/team/'), [])
  await assert.rejects(detach(), {
    name: 'NoSuchEntityException',
    message: `Policy ${PolicyArn} was not found.`,
  })
  const missing = `${PolicyArn}-missing`
  await assert.rejects(iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn: missing })), {
    name: 'NoSuchEntityException',
    message: `Policy ${missing} does not exist or is not attachable.`,
  })
})

test('a user is tagged', async () => {
  await using target = await openTarget()
  const { iam, UserName } = await createUser(target)
  const tags = async () => (await iam.send(new ListUserTagsCommand({ UserName }))).Tags
  const Tags = ['a', 'b'].map((Key) => ({ Key, Value: '1' }))
  await iam.send(new TagUserCommand({ UserName, Tags }))
  await iam.send(new TagUserCommand({ UserName, Tags: [{ Key: 'A', Value: '2' }] }))
  assert.deepEqual(await tags(), [
    { Key: 'A', Value: '2' },
    { Key: 'b', Value: '1' },
  ])
  await iam.send(new UntagUserCommand({ UserName, TagKeys: ['a'] }))
  assert.deepEqual(await tags(), [{ Key: 'b', Value: '1' }])
  const reserved = [{ Key: 'aws:x', Value: '' }]
  await assert.rejects(iam.send(new TagUserCommand({ UserName, Tags: reserved })), {
    name: 'InvalidInputException',
    message: "Tag keys that start with 'aws:' are reserved for system use.",
  })
})

test('a user that is not there', async () => {
  await using target = await openTarget()
  const iam = new IAMClient(target.config)
  const UserName = unique('missing')
  const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess'
  for (const command of [
    new AttachUserPolicyCommand({ UserName, PolicyArn }),
    new DetachUserPolicyCommand({ UserName, PolicyArn }),
    new GetUserPolicyCommand({ UserName, PolicyName: 'p' }),
    new ListAttachedUserPoliciesCommand({ UserName }),
    new ListUserPoliciesCommand({ UserName }),
    new ListUserTagsCommand({ UserName }),
    new TagUserCommand({ UserName, Tags: [{ Key: 'a', Value: '' }] }),
    new UntagUserCommand({ UserName, TagKeys: ['a'] }),
  ])
    await assert.rejects(iam.send(command as UntagUserCommand), noSuchUser(UserName))
})
