import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteUserCommand,
  DeleteUserPolicyCommand,
  GetUserCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListUsersCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam'
import { openTarget, unique } from '../../../support/target.ts'

test('a user has at most two access keys and is deleted when nothing hangs on it', async () => {
  await using target = await openTarget()
  const iam = new IAMClient(target.config)
  const UserName = unique('user')
  const { User } = await iam.send(new CreateUserCommand({ UserName }))
  assert.match(User!.UserId!, /^AIDA[A-Z2-7]{17}$/)
  await assert.rejects(iam.send(new CreateUserCommand({ UserName })), {
    name: 'EntityAlreadyExistsException',
    message: `User with name ${UserName} already exists.`,
  })
  const { Users } = await iam.send(new ListUsersCommand({}))
  assert.ok(Users!.some(({ Arn }) => Arn === User!.Arn))
  const createKey = () => iam.send(new CreateAccessKeyCommand({ UserName }))
  await createKey()
  await createKey()
  await assert.rejects(createKey(), {
    name: 'LimitExceededException',
    message: 'Cannot exceed quota for AccessKeysPerUser: 2',
  })
  const PolicyName = 'p'
  const PolicyDocument = JSON.stringify({
    Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' },
  })
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
  await assert.rejects(iam.send(new GetUserCommand({ UserName })), {
    name: 'NoSuchEntityException',
    message: `The user with name ${UserName} cannot be found.`,
  })
})

test('a key that is not there', async () => {
  await using target = await openTarget()
  const iam = new IAMClient(target.config)
  const UserName = unique('user')
  await iam.send(new CreateUserCommand({ UserName }))
  const AccessKeyId = 'AKIAIOSFODNN7EXAMPLE'
  await assert.rejects(iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId })), {
    name: 'NoSuchEntityException',
    message: `The Access Key with id ${AccessKeyId} cannot be found.`,
  })
})
