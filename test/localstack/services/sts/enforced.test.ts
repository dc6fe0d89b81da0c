import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam'
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts'
import { actAs, allow, policyOf, type TestRole, trustOf } from '../../../support/identity.ts'
import { openEmulator, type Target, unique } from '../../../support/target.ts'

async function roleWith(target: Target, trust: string): Promise<string> {
  const { Role } = await new IAMClient(target.config).send(
    new CreateRoleCommand({ RoleName: unique('next'), AssumeRolePolicyDocument: trust }),
  )
  return Role!.Arn!
}

const chain = (
  { config }: Pick<TestRole, 'config'>,
  RoleArn: string,
  more: Partial<AssumeRoleCommandInput> = {},
) =>
  new STSClient(config).send(
    new AssumeRoleCommand({ RoleArn, RoleSessionName: 'chained', ...more }),
  )

const refused = ({ session }: TestRole, action: string, roleArn: string) => ({
  name: 'AccessDenied',
  message: `User: ${session} is not authorized to perform: ${action} on resource: ${roleArn}`,
})

test('a role that trusts the account is assumed by who has the right to', async () => {
  await using target = await openEmulator({ enforceIam: true })
  const next = await roleWith(target, trustOf({ AWS: '000000000000' }))
  const without = await actAs(target, [])
  await assert.rejects(chain(without, next), refused(without, 'sts:AssumeRole', next))
  await chain(await actAs(target, [allow('sts:AssumeRole', next)]), next)
})

test('the root user assumes no role', async () => {
  await using target = await openEmulator({ enforceIam: true })
  const next = await roleWith(target, trustOf({ AWS: '000000000000' }))
  await assert.rejects(chain(target, next), {
    name: 'AccessDenied',
    message: 'Roles may not be assumed by root accounts.',
  })
})

test('a role that trusts another role by name needs no more of it', async () => {
  await using target = await openEmulator({ enforceIam: true })
  const first = await actAs(target, [])
  await chain(first, await roleWith(target, trustOf({ AWS: first.arn })))
})

test('tags of a chained session need sts:TagSession on both sides', async () => {
  await using target = await openEmulator({ enforceIam: true })
  const Tags = [{ Key: 'team', Value: 'web' }]
  const onlyAssume = policyOf({
    Effect: 'Allow',
    Principal: { AWS: '000000000000' },
    Action: 'sts:AssumeRole',
  })
  const role = await actAs(target, [allow(['sts:AssumeRole', 'sts:TagSession'])])
  const strict = await roleWith(target, onlyAssume)
  await chain(role, strict)
  await assert.rejects(chain(role, strict, { Tags }), refused(role, 'sts:TagSession', strict))
  const open = await roleWith(target, trustOf({ AWS: '000000000000' }))
  await chain(role, open, { Tags })
  const narrow = await actAs(target, [allow('sts:AssumeRole')])
  await assert.rejects(chain(narrow, open, { Tags }), refused(narrow, 'sts:TagSession', open))
})

test('across accounts the caller needs the right, whatever the role trusts', async () => {
  await using target = await openEmulator({ enforceIam: true })
  const foreign = {
    ...target,
    config: {
      ...target.config,
      credentials: { accessKeyId: '111111111111', secretAccessKey: 'any' },
    },
  }
  const next = await roleWith(foreign, trustOf({ AWS: '000000000000' }))
  const without = await actAs(target, [])
  await assert.rejects(chain(without, next), refused(without, 'sts:AssumeRole', next))
  const { Credentials } = await chain(await actAs(target, [allow('sts:AssumeRole')]), next)
  const { Account } = await new STSClient({
    ...target.config,
    credentials: {
      accessKeyId: Credentials!.AccessKeyId!,
      secretAccessKey: Credentials!.SecretAccessKey!,
      sessionToken: Credentials!.SessionToken!,
    },
  }).send(new GetCallerIdentityCommand({}))
  assert.equal(Account, '111111111111')
})

test('a session name has 2 to 64 of the letters that IAM allows', async () => {
  await using target = await openEmulator({ enforceIam: true })
  const next = await roleWith(target, trustOf({ AWS: '000000000000' }))
  const named = (RoleSessionName: string) => chain(target, next, { RoleSessionName })
  const wrong = (value: string, constraint: string) => ({
    name: 'ValidationError',
    message: `1 validation error detected: Value '${value}' at 'roleSessionName' failed to satisfy constraint: ${constraint}`,
  })
  await assert.rejects(
    named('a b'),
    wrong('a b', 'Member must satisfy regular expression pattern: [\\w+=,.@-]*'),
  )
  await assert.rejects(named('a'), wrong('a', 'Member must have length greater than or equal to 2'))
  const long = 'a'.repeat(65)
  await assert.rejects(named(long), wrong(long, 'Member must have length less than or equal to 64'))
})

test('a trust policy that asks for what nothing here knows lets nobody in', async () => {
  await using target = await openEmulator()
  const Condition = { NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }
  const Principal = { AWS: '000000000000' }
  const next = await roleWith(
    target,
    policyOf({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole', Condition }),
  )
  await assert.rejects(chain(target, next), { name: 'AccessDenied' })
})

test('a trust policy can ask for tags of the role and of who calls', async () => {
  await using target = await openEmulator({ enforceIam: true })
  const Condition = { StringEquals: { 'aws:PrincipalTag/team': 'web' } }
  const Principal = { AWS: '000000000000' }
  const next = await roleWith(
    target,
    policyOf({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole', Condition }),
  )
  const rights = [allow('sts:AssumeRole')]
  const untagged = await actAs(target, rights)
  await assert.rejects(chain(untagged, next), refused(untagged, 'sts:AssumeRole', next))
  await chain(await actAs(target, rights, { Tags: [{ Key: 'team', Value: 'web' }] }), next)
})
