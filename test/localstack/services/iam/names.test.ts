import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  CreateGroupCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateServiceLinkedRoleCommand,
  CreateUserCommand,
  DeleteRoleCommand,
  IAMClient,
  UpdateUserCommand,
} from '@aws-sdk/client-iam'
import { allow, policyOf } from '../../../support/identity.ts'
import { openEmulator } from '../../../support/target.ts'

const taken = { name: 'EntityAlreadyExistsException' }

const AssumeRolePolicyDocument = JSON.stringify({
  Version: '2012-10-17',
  Statement: {
    Effect: 'Allow',
    Principal: { Service: 'ecs-tasks.amazonaws.com' },
    Action: 'sts:AssumeRole',
  },
})

test('a name is taken in upper and lower case, within its kind', async () => {
  await using emulator = await openEmulator()
  const iam = new IAMClient(emulator.config)
  const PolicyDocument = policyOf(allow('ecs:*'))
  const creations = [
    (name: string) => iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument })),
    (name: string) => iam.send(new CreateUserCommand({ UserName: name })),
    (name: string) => iam.send(new CreateGroupCommand({ GroupName: name })),
    (name: string) => iam.send(new CreatePolicyCommand({ PolicyName: name, PolicyDocument })),
  ]
  for (const create of creations) {
    await create('Team')
    await create('other')
    await assert.rejects(create('TEAM'), taken)
    await assert.rejects(create('Other'), taken)
  }
})

test('the name of a deleted role is free', async () => {
  await using emulator = await openEmulator()
  const iam = new IAMClient(emulator.config)
  const create = (RoleName: string) =>
    iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }))
  await create('Web')
  await iam.send(new DeleteRoleCommand({ RoleName: 'Web' }))
  await create('web')
  await assert.rejects(create('WEB'), taken)
})

test('a service-linked role takes its name', async () => {
  await using emulator = await openEmulator()
  const iam = new IAMClient(emulator.config)
  await iam.send(new CreateRoleCommand({ RoleName: 'first', AssumeRolePolicyDocument }))
  await iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: 'ecs.amazonaws.com' }))
  const RoleName = 'awsserviceroleforecs'
  await assert.rejects(
    iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument })),
    taken,
  )
})

test('a name is compared with those of others when it changes', async () => {
  await using emulator = await openEmulator()
  const iam = new IAMClient(emulator.config)
  const rename = (UserName: string, NewUserName: string) =>
    iam.send(new UpdateUserCommand({ UserName, NewUserName }))
  await iam.send(new CreateUserCommand({ UserName: 'first' }))
  await iam.send(new CreateUserCommand({ UserName: 'second' }))
  await assert.rejects(rename('first', 'Second'), taken)
  await rename('first', 'First')
  await rename('First', 'third')
  await iam.send(new CreateUserCommand({ UserName: 'first' }))
})
