import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  IAMClient,
} from '@aws-sdk/client-iam'
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  STSClient,
} from '@aws-sdk/client-sts'
import { openTarget, type Target, unique } from '../../../support/target.ts'

const root = 'arn:aws:iam::000000000000:root'

async function roleTrusting(target: Target, statement: object): Promise<string> {
  const { Role } = await new IAMClient(target.config).send(
    new CreateRoleCommand({
      RoleName: unique('role'),
      AssumeRolePolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', ...statement },
      }),
    }),
  )
  return Role!.Arn!
}

const clientWith = (target: Target, { AccessKeyId, SecretAccessKey, SessionToken }: KeyPair) =>
  new STSClient({
    ...target.config,
    credentials: {
      accessKeyId: AccessKeyId!,
      secretAccessKey: SecretAccessKey!,
      ...(SessionToken && { sessionToken: SessionToken }),
    },
  })

interface KeyPair {
  AccessKeyId: string | undefined
  SecretAccessKey: string | undefined
  SessionToken?: string | undefined
}

const assume = (sts: STSClient, RoleArn: string, more: Partial<AssumeRoleCommandInput> = {}) =>
  sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'session', ...more }))

const refused = (arn: string, action: string, roleArn: string) => ({
  name: 'AccessDenied',
  message: `User: ${arn} is not authorized to perform: ${action} on resource: ${roleArn}`,
})

const chainTooLong = {
  name: 'ValidationError',
  message:
    'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
}

test('a principal that the role trusts gets its credentials', async () => {
  await using target = await openTarget()
  const roleArn = await roleTrusting(target, { Principal: { AWS: '000000000000' } })
  const { Credentials, AssumedRoleUser } = await assume(new STSClient(target.config), roleArn)
  const who = await clientWith(target, Credentials!).send(new GetCallerIdentityCommand({}))
  assert.equal(who.Arn, AssumedRoleUser!.Arn)
})

test('a role is assumed across accounts', async () => {
  await using target = await openTarget()
  const roleArn = await roleTrusting(target, { Principal: { AWS: '111111111111' } })
  const credentials = { accessKeyId: '111111111111', secretAccessKey: 'any' }
  const foreign = new STSClient({ ...target.config, credentials })
  const { Credentials } = await assume(foreign, roleArn)
  const who = await clientWith(target, Credentials!).send(new GetCallerIdentityCommand({}))
  assert.equal(who.Account, '000000000000')
})

test('whom the role does not trust is refused, and so is a role that does not exist', async () => {
  await using target = await openTarget()
  const sts = new STSClient(target.config)
  const roleArn = await roleTrusting(target, { Principal: { Service: 'ecs-tasks.amazonaws.com' } })
  await assert.rejects(assume(sts, roleArn), refused(root, 'sts:AssumeRole', roleArn))
  const missing = `${roleArn}x`
  await assert.rejects(assume(sts, missing), refused(root, 'sts:AssumeRole', missing))
})

test('an external id is a condition', async () => {
  await using target = await openTarget()
  const sts = new STSClient(target.config)
  const roleArn = await roleTrusting(target, {
    Principal: { AWS: root },
    Condition: { StringEquals: { 'sts:ExternalId': 'secret' } },
  })
  await assert.rejects(assume(sts, roleArn), refused(root, 'sts:AssumeRole', roleArn))
  await assume(sts, roleArn, { ExternalId: 'secret' })
})

test('session tags need sts:TagSession in the trust policy', async () => {
  await using target = await openTarget()
  const sts = new STSClient(target.config)
  const Tags = [{ Key: 'team', Value: 'web' }]
  const roleArn = await roleTrusting(target, { Principal: { AWS: root } })
  await assert.rejects(assume(sts, roleArn, { Tags }), refused(root, 'sts:TagSession', roleArn))
  const tagged = await roleTrusting(target, {
    Principal: { AWS: root },
    Action: ['sts:AssumeRole', 'sts:TagSession'],
  })
  const { PackedPolicySize } = await assume(sts, tagged, { Tags })
  assert.equal(PackedPolicySize, 1)
})

test('tags of a session are unique, and those that are passed on are among them', async () => {
  await using target = await openTarget()
  const sts = new STSClient(target.config)
  const roleArn = await roleTrusting(target, {
    Principal: { AWS: root },
    Action: ['sts:AssumeRole', 'sts:TagSession'],
  })
  const tagged = (TransitiveTagKeys: string[], ...keys: string[]) =>
    assume(sts, roleArn, { TransitiveTagKeys, Tags: keys.map((Key) => ({ Key, Value: '' })) })
  await tagged(['Team'], 'team', 'app')
  await assert.rejects(tagged([], 'team', 'Team'), {
    name: 'InvalidParameterValue',
    message: 'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
  })
  await assert.rejects(tagged(['other'], 'team'), {
    name: 'InvalidParameterValue',
    message: 'The specified transitive tag key must be included in the requested tags.',
  })
})

test('a user is trusted by its ARN and a chained role gets at most an hour', async () => {
  await using target = await openTarget()
  const iam = new IAMClient(target.config)
  const UserName = unique('user')
  const { User } = await iam.send(new CreateUserCommand({ UserName }))
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }))
  const first = await roleTrusting(target, { Principal: { AWS: User!.Arn } })
  const second = await roleTrusting(target, { Principal: { AWS: first } })
  await assert.rejects(
    assume(new STSClient(target.config), first),
    refused(root, 'sts:AssumeRole', first),
  )
  const { Credentials } = await assume(clientWith(target, AccessKey!), first)
  const chained = clientWith(target, Credentials!)
  await assume(chained, second)
  await assert.rejects(assume(chained, second, { DurationSeconds: 3601 }), chainTooLong)
})

test('credentials of GetSessionToken count as a chain too', async () => {
  await using target = await openTarget()
  const iam = new IAMClient(target.config)
  const UserName = unique('user')
  const { User } = await iam.send(new CreateUserCommand({ UserName }))
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }))
  const roleArn = await roleTrusting(target, { Principal: { AWS: User!.Arn } })
  const { Credentials } = await clientWith(target, AccessKey!).send(new GetSessionTokenCommand({}))
  await assert.rejects(
    assume(clientWith(target, Credentials!), roleArn, { DurationSeconds: 3601 }),
    chainTooLong,
  )
})

test('a session policy is checked as an identity policy is', async () => {
  await using target = await openTarget()
  const sts = new STSClient(target.config)
  const roleArn = await roleTrusting(target, { Principal: { AWS: root } })
  await assert.rejects(assume(sts, roleArn, { Policy: '{"Statement":[]}' }), {
    name: 'MalformedPolicyDocumentException',
    message: 'Syntax errors in policy.',
  })
})

test('a role ARN that is none', async () => {
  await using target = await openTarget()
  const RoleArn = 'arn:aws:s3:::bucket-of-mine'
  await assert.rejects(assume(new STSClient(target.config), RoleArn), {
    name: 'ValidationError',
    message: `${RoleArn} is invalid`,
  })
})
