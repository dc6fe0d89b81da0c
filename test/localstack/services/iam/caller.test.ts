import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2'
import { DescribeRepositoriesCommand, ECRClient } from '@aws-sdk/client-ecr'
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  IAMClient,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam'
import {
  type Credentials,
  GetAccessKeyInfoCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  STSClient,
} from '@aws-sdk/client-sts'
import { movableClock } from '../../../support/clock.ts'
import { openEmulator, openTarget, type Target, unique } from '../../../support/target.ts'

const configOf = (target: Target, issued: Partial<Credentials>, region = 'us-east-1') => ({
  ...target.config,
  region,
  maxAttempts: 1,
  credentials: {
    accessKeyId: issued.AccessKeyId!,
    secretAccessKey: issued.SecretAccessKey!,
    ...(issued.SessionToken && { sessionToken: issued.SessionToken }),
  },
})

const whoIs = (target: Target, issued: Partial<Credentials>) =>
  new STSClient(configOf(target, issued)).send(new GetCallerIdentityCommand({}))

async function sessionOf(target: Target, accessKeyId = 'test'): Promise<Credentials> {
  const credentials = { accessKeyId, secretAccessKey: 'any' }
  const sts = new STSClient({ ...target.config, credentials })
  return (await sts.send(new GetSessionTokenCommand({}))).Credentials!
}

const invalidToken = {
  name: 'InvalidClientTokenId',
  message: 'The security token included in the request is invalid.',
}

test("a session token of an account's root is that root's", async () => {
  await using target = await openTarget()
  const issued = await sessionOf(target, '123456789012')
  const { Account, Arn } = await whoIs(target, issued)
  assert.deepEqual([Account, Arn], ['123456789012', 'arn:aws:iam::123456789012:root'])
  await assert.rejects(
    new STSClient(configOf(target, issued)).send(new GetSessionTokenCommand({})),
    {
      name: 'AccessDenied',
      message: 'Cannot call GetSessionToken with session credentials',
    },
  )
})

test('temporary credentials are refused when they are not those that were issued', async () => {
  await using target = await openTarget()
  const issued = await sessionOf(target)
  await assert.rejects(whoIs(target, { ...issued, SessionToken: 'other' }), invalidToken)
  await assert.rejects(whoIs(target, { ...issued, SessionToken: undefined }), invalidToken)
  const unknown = { ...issued, AccessKeyId: 'ASIAIOSFODNN7EXAMPLE' }
  await assert.rejects(whoIs(target, unknown), invalidToken)
  await assert.rejects(
    new ECRClient(configOf(target, unknown)).send(new DescribeRepositoriesCommand({})),
    {
      name: 'UnrecognizedClientException',
      message: 'The security token included in the request is invalid.',
    },
  )
  await assert.rejects(new EC2Client(configOf(target, unknown)).send(new DescribeVpcsCommand({})), {
    name: 'AuthFailure',
    message: 'AWS was not able to validate the provided access credentials',
  })
})

test("expired credentials are refused in each protocol's words", async () => {
  const clock = movableClock()
  await using target = await openEmulator({ clock })
  const issued = await sessionOf(target)
  clock.forward(3601)
  await assert.rejects(whoIs(target, issued), {
    name: 'ExpiredToken',
    message: 'The security token included in the request is expired',
  })
  const config = configOf(target, issued)
  await assert.rejects(new ECRClient(config).send(new DescribeRepositoriesCommand({})), {
    name: 'ExpiredTokenException',
    message: 'The security token included in the request is expired',
  })
  await assert.rejects(new EC2Client(config).send(new DescribeVpcsCommand({})), {
    name: 'RequestExpired',
    message: 'Request has expired.',
  })
})

test("a user's access key is the user, while it is active", async () => {
  await using target = await openTarget()
  const iam = new IAMClient(target.config)
  const UserName = unique('user')
  const { User } = await iam.send(new CreateUserCommand({ UserName, Path: '/ci/' }))
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }))
  const { AccessKeyId } = AccessKey!
  const { Arn, UserId } = await whoIs(target, AccessKey!)
  assert.deepEqual([Arn, UserId], [User!.Arn, User!.UserId])
  const info = await new STSClient(target.config).send(new GetAccessKeyInfoCommand({ AccessKeyId }))
  assert.equal(info.Account, '000000000000')
  await iam.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId, Status: 'Inactive' }))
  await assert.rejects(whoIs(target, AccessKey!), invalidToken)
  await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }))
})

test("LocalStack's rule holds for keys that nobody issued", async () => {
  await using target = await openTarget()
  for (const [AccessKeyId, account] of [
    ['test', '000000000000'],
    ['AKIAIOSFODNN7EXAMPLE', '000000000000'],
    ['123456789012', '123456789012'],
  ] as const) {
    const { Account, Arn } = await whoIs(target, { AccessKeyId, SecretAccessKey: 'any' })
    assert.deepEqual([Account, Arn], [account, `arn:aws:iam::${account}:root`])
  }
})
