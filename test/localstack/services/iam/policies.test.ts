import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DetachRolePolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  IAMClient,
  ListEntitiesForPolicyCommand,
  ListPolicyTagsCommand,
  ListPolicyVersionsCommand,
  SetDefaultPolicyVersionCommand,
  TagPolicyCommand,
  UntagPolicyCommand,
} from '@aws-sdk/client-iam'
import { openTarget, type Target, unique } from '../../../support/target.ts'

const PolicyDocument = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'ecr:*', Resource: '*' }],
})

async function createPolicy(target: Target) {
  const iam = new IAMClient(target.config)
  const PolicyName = unique('policy')
  const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument }))
  return { iam, PolicyName, PolicyArn: Policy!.Arn! }
}

test('a managed policy has versions, one of them the default', async () => {
  await using target = await openTarget()
  const { iam, PolicyArn } = await createPolicy(target)
  const second = PolicyDocument.replace('ecr', 'ecs')
  const { PolicyVersion } = await iam.send(
    new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: second, SetAsDefault: true }),
  )
  assert.equal(PolicyVersion!.VersionId, 'v2')
  const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }))
  assert.equal(Policy!.DefaultVersionId, 'v2')
  const read = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: 'v2' }))
  assert.equal(decodeURIComponent(read.PolicyVersion!.Document!), second)
  const { Versions } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn }))
  assert.deepEqual(
    Versions!.map(({ VersionId, IsDefaultVersion }) => [VersionId, IsDefaultVersion]),
    [
      ['v2', true],
      ['v1', false],
    ],
  )
  await assert.rejects(iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v2' })), {
    name: 'DeleteConflictException',
    message: 'Cannot delete the default version of a policy.',
  })
  await iam.send(new SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: 'v1' }))
  await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v2' }))
  await assert.rejects(iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: 'v2' })), {
    name: 'NoSuchEntityException',
    message: `Policy ${PolicyArn} version v2 does not exist or is not attachable.`,
  })
})

test('a description is answered by GetPolicy alone, and tags always', async () => {
  await using target = await openTarget()
  const iam = new IAMClient(target.config)
  const input = { PolicyName: unique('policy'), PolicyDocument, Description: 'pushes' }
  const created = (await iam.send(new CreatePolicyCommand(input))).Policy!
  assert.deepEqual([created.Description, created.Tags], [undefined, undefined])
  const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn: created.Arn }))
  assert.deepEqual([Policy!.Description, Policy!.Tags], ['pushes', []])
  await iam.send(new DeletePolicyCommand({ PolicyArn: created.Arn }))
})

test('a sixth version is one too many', async () => {
  await using target = await openTarget()
  const { iam, PolicyArn } = await createPolicy(target)
  const add = () => iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument }))
  for (let count = 1; count < 5; count++) await add()
  await assert.rejects(add(), {
    name: 'LimitExceededException',
    message:
      'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
  })
})

test('a policy is deleted when it is attached nowhere and has one version', async () => {
  await using target = await openTarget()
  const { iam, PolicyArn } = await createPolicy(target)
  const RoleName = unique('role')
  await iam.send(
    new CreateRoleCommand({
      RoleName,
      AssumeRolePolicyDocument: JSON.stringify({
        Statement: {
          Effect: 'Allow',
          Principal: { Service: 'ecs.amazonaws.com' },
          Action: 'sts:AssumeRole',
        },
      }),
    }),
  )
  await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }))
  const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }))
  assert.equal(Policy!.AttachmentCount, 1)
  const { PolicyRoles } = await iam.send(new ListEntitiesForPolicyCommand({ PolicyArn }))
  assert.deepEqual(
    PolicyRoles!.map((role) => role.RoleName),
    [RoleName],
  )
  const remove = () => iam.send(new DeletePolicyCommand({ PolicyArn }))
  await assert.rejects(remove(), {
    name: 'DeleteConflictException',
    message: 'Cannot delete a policy attached to entities.',
  })
  await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }))
  await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument }))
  await assert.rejects(remove(), {
    name: 'DeleteConflictException',
    message:
      "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
  })
  await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v2' }))
  await remove()
  await assert.rejects(iam.send(new GetPolicyCommand({ PolicyArn })), {
    name: 'NoSuchEntityException',
    message: `Policy ${PolicyArn} was not found.`,
  })
})

test('a name is taken once, and a policy has its size', async () => {
  await using target = await openTarget()
  const { iam, PolicyName } = await createPolicy(target)
  await assert.rejects(iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument })), {
    name: 'EntityAlreadyExistsException',
    message: `A policy called ${PolicyName} already exists. Duplicate names are not allowed.`,
  })
  const create = (document: string) =>
    iam.send(new CreatePolicyCommand({ PolicyName: unique('p'), PolicyDocument: document }))
  await create(PolicyDocument + ' '.repeat(7000))
  await assert.rejects(create(PolicyDocument.replace('ecr:*', `ecr:${'x'.repeat(6144)}`)), {
    name: 'LimitExceededException',
    message: 'Cannot exceed quota for PolicySize: 6144',
  })
})

test('a managed policy is tagged', async () => {
  await using target = await openTarget()
  const { iam, PolicyArn } = await createPolicy(target)
  const tags = async () => (await iam.send(new ListPolicyTagsCommand({ PolicyArn }))).Tags
  const Tags = ['a', 'b'].map((Key) => ({ Key, Value: '1' }))
  await iam.send(new TagPolicyCommand({ PolicyArn, Tags }))
  assert.deepEqual(await tags(), Tags)
  await iam.send(new UntagPolicyCommand({ PolicyArn, TagKeys: ['A'] }))
  assert.deepEqual(await tags(), [Tags[1]])
  const many = Array.from({ length: 50 }, (_, n) => ({ Key: `key-${n}`, Value: '' }))
  await assert.rejects(iam.send(new TagPolicyCommand({ PolicyArn, Tags: many })), {
    name: 'LimitExceededException',
    message: 'The number of tags has reached the maximum limit.',
  })
  const missing = { PolicyArn: `${PolicyArn}-missing` }
  for (const command of [
    new ListPolicyTagsCommand(missing),
    new TagPolicyCommand({ ...missing, Tags }),
    new UntagPolicyCommand({ ...missing, TagKeys: ['a'] }),
  ])
    await assert.rejects(iam.send(command as ListPolicyTagsCommand), {
      name: 'NoSuchEntityException',
      message: `Policy ${missing.PolicyArn} was not found.`,
    })
})
