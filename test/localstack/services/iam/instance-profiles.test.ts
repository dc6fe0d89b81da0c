import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  DeleteInstanceProfileCommand,
  DeleteRoleCommand,
  GetInstanceProfileCommand,
  IAMClient,
  ListInstanceProfilesCommand,
  ListInstanceProfilesForRoleCommand,
  ListInstanceProfileTagsCommand,
  RemoveRoleFromInstanceProfileCommand,
  TagInstanceProfileCommand,
  UntagInstanceProfileCommand,
} from '@aws-sdk/client-iam'
import { trustOf } from '../../../support/identity.ts'
import { openTarget, unique } from '../../../support/target.ts'

test('an instance profile holds one role, and both are deleted when they let go of each other', async () => {
  await using target = await openTarget()
  const iam = new IAMClient(target.config)
  const [InstanceProfileName, RoleName] = [unique('profile'), unique('role')]
  await iam.send(
    new CreateRoleCommand({
      RoleName,
      AssumeRolePolicyDocument: trustOf({ Service: 'ec2.amazonaws.com' }),
    }),
  )
  const { InstanceProfile } = await iam.send(
    new CreateInstanceProfileCommand({ InstanceProfileName }),
  )
  assert.match(InstanceProfile!.InstanceProfileId!, /^AIPA[A-Z2-7]{17}$/)
  assert.deepEqual(InstanceProfile!.Roles, [])
  await assert.rejects(iam.send(new CreateInstanceProfileCommand({ InstanceProfileName })), {
    name: 'EntityAlreadyExistsException',
    message: `Instance Profile ${InstanceProfileName} already exists.`,
  })
  const add = () => iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName }))
  await add()
  await assert.rejects(add(), {
    name: 'LimitExceededException',
    message: 'Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1',
  })
  const got = await iam.send(new GetInstanceProfileCommand({ InstanceProfileName }))
  assert.equal(got.InstanceProfile!.Roles![0]!.RoleName, RoleName)
  const forRole = await iam.send(new ListInstanceProfilesForRoleCommand({ RoleName }))
  assert.equal(forRole.InstanceProfiles!.length, 1)
  const all = await iam.send(new ListInstanceProfilesCommand({}))
  assert.ok(all.InstanceProfiles!.some(({ Arn }) => Arn === InstanceProfile!.Arn))
  const message = 'Cannot delete entity, must remove roles from instance profile first.'
  await assert.rejects(iam.send(new DeleteRoleCommand({ RoleName })), { message })
  await assert.rejects(iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName })), {
    name: 'DeleteConflictException',
    message,
  })
  await iam.send(new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName, RoleName }))
  await iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName }))
  await iam.send(new DeleteRoleCommand({ RoleName }))
  await assert.rejects(iam.send(new GetInstanceProfileCommand({ InstanceProfileName })), {
    name: 'NoSuchEntityException',
    message: `Instance Profile ${InstanceProfileName} cannot be found.`,
  })
})

test('an instance profile is tagged', async () => {
  await using target = await openTarget()
  const iam = new IAMClient(target.config)
  const InstanceProfileName = unique('profile')
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName }))
  const Tags = ['a', 'b'].map((Key) => ({ Key, Value: '1' }))
  await iam.send(new TagInstanceProfileCommand({ InstanceProfileName, Tags }))
  await iam.send(new UntagInstanceProfileCommand({ InstanceProfileName, TagKeys: ['A'] }))
  const listed = await iam.send(new ListInstanceProfileTagsCommand({ InstanceProfileName }))
  assert.deepEqual(listed.Tags, [Tags[1]])
  await iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName }))
})
