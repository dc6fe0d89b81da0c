import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  type CreateRoleCommandInput,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  ListRoleTagsCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
  UpdateRoleDescriptionCommand,
} from '@aws-sdk/client-iam'
import { openTarget, type Target, unique } from '../../../support/target.ts'

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 'ecs-tasks.amazonaws.com' },
      Action: 'sts:AssumeRole',
    },
  ],
})
const allowing = (action: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }],
  })
const executionPolicy = 'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy'

async function createRole(target: Target, more: Partial<CreateRoleCommandInput> = {}) {
  const iam = new IAMClient(target.config)
  const RoleName = unique('role')
  const input = { RoleName, AssumeRolePolicyDocument: trust, ...more }
  const { Role } = await iam.send(new CreateRoleCommand(input))
  return { iam, RoleName, role: Role! }
}

const noSuchRole = (name: string) => ({
  name: 'NoSuchEntityException',
  message: `The role with name ${name} cannot be found.`,
})

test('a role is created, read and listed with its trust policy URL-encoded', async () => {
  await using target = await openTarget()
  const { iam, RoleName, role } = await createRole(target, { Path: '/app/', Description: 'Web' })
  assert.equal(role.Arn, `arn:aws:iam::000000000000:role/app/${RoleName}`)
  assert.match(role.RoleId!, /^AROA[A-Z2-7]{17}$/)
  assert.deepEqual([role.MaxSessionDuration, role.RoleLastUsed], [undefined, undefined])
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }))
  assert.equal(Role!.MaxSessionDuration, 3600)
  assert.match(Role!.AssumeRolePolicyDocument!, /^%7B%22Version%22%3A%222012-10-17%22/)
  assert.equal(decodeURIComponent(Role!.AssumeRolePolicyDocument!), trust)
  const { Roles } = await iam.send(new ListRolesCommand({ PathPrefix: '/app/' }))
  assert.ok(Roles!.some(({ Arn }) => Arn === role.Arn))
})

test('names, paths and durations have their limits', async () => {
  await using target = await openTarget()
  const refused = async (input: Partial<CreateRoleCommandInput>, message: string) =>
    assert.rejects(createRole(target, input), { name: 'ValidationError', message })
  const own = 'It must contain only alphanumeric characters and/or the following: +=,.@_-'
  await refused({ RoleName: 'a b' }, `The specified value for roleName is invalid. ${own}`)
  const arn = `arn:aws:iam::000000000000:role/${'r'.repeat(64)}`
  await refused({ RoleName: arn }, `The specified value for roleName is invalid. ${own}`)
  const long = 'r'.repeat(65)
  await refused(
    { RoleName: long },
    `1 validation error detected: Value '${long}' at 'roleName' failed to satisfy constraint: Member must have length less than or equal to 64`,
  )
  await refused(
    { Path: 'app' },
    'The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.',
  )
  for (const [seconds, limit] of [
    [3599, 'greater than or equal to 3600'],
    [43_201, 'less than or equal to 43200'],
  ] as const)
    await refused(
      { MaxSessionDuration: seconds },
      `1 validation error detected: Value '${seconds}' at 'maxSessionDuration' failed to satisfy constraint: Member must have value ${limit}`,
    )
})

test('a name is taken once, whatever its case', async () => {
  await using target = await openTarget()
  const { iam, RoleName } = await createRole(target)
  const again = RoleName.toUpperCase()
  await assert.rejects(
    iam.send(new CreateRoleCommand({ RoleName: again, AssumeRolePolicyDocument: trust })),
    { name: 'EntityAlreadyExistsException', message: `Role with name ${again} already exists.` },
  )
})

test('a role that is not there', async () => {
  await using target = await openTarget()
  const iam = new IAMClient(target.config)
  const RoleName = unique('missing')
  const PolicyName = 'p'
  for (const command of [
    new GetRoleCommand({ RoleName }),
    new DeleteRoleCommand({ RoleName }),
    new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: allowing('*') }),
    new AttachRolePolicyCommand({ RoleName, PolicyArn: executionPolicy }),
    new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: trust }),
    new UpdateRoleDescriptionCommand({ RoleName, Description: 'New' }),
  ])
    await assert.rejects(iam.send(command as GetRoleCommand), noSuchRole(RoleName))
})

test('what is updated is read back', async () => {
  await using target = await openTarget()
  const { iam, RoleName } = await createRole(target)
  await iam.send(new UpdateRoleCommand({ RoleName, MaxSessionDuration: 7200, Description: 'New' }))
  const PolicyDocument = trust.replace('ecs-tasks', 'ecs')
  await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }))
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }))
  assert.deepEqual([Role!.MaxSessionDuration, Role!.Description], [7200, 'New'])
  assert.equal(decodeURIComponent(Role!.AssumeRolePolicyDocument!), PolicyDocument)
})

test('UpdateRoleDescription returns the role with its new description', async () => {
  await using target = await openTarget()
  const { iam, RoleName } = await createRole(target, { Description: 'Old' })
  const update = new UpdateRoleDescriptionCommand({ RoleName, Description: 'New' })
  const { Role: updated } = await iam.send(update)
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }))
  assert.deepEqual([updated!.Description, Role!.Description], ['New', 'New'])
})

test('inline policies', async () => {
  await using target = await openTarget()
  const { iam, RoleName } = await createRole(target)
  const PolicyName = 'logs'
  const PolicyDocument = allowing('logs:*')
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }))
  const read = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }))
  assert.equal(decodeURIComponent(read.PolicyDocument!), PolicyDocument)
  assert.ok(!/[*"]/.test(read.PolicyDocument!))
  const { PolicyNames } = await iam.send(new ListRolePoliciesCommand({ RoleName }))
  assert.deepEqual(PolicyNames, [PolicyName])
  await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }))
  for (const command of [
    new GetRolePolicyCommand({ RoleName, PolicyName }),
    new DeleteRolePolicyCommand({ RoleName, PolicyName }),
  ])
    await assert.rejects(iam.send(command as GetRolePolicyCommand), {
      name: 'NoSuchEntityException',
      message: 'The role policy with name logs cannot be found.',
    })
})

test("AWS's own policies can be attached, those of services cannot, and unknown ones are missing", async () => {
  await using target = await openTarget()
  const { iam, RoleName } = await createRole(target)
  const attach = (PolicyArn: string) =>
    iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }))
  await attach(executionPolicy)
  await attach(executionPolicy)
  const { AttachedPolicies } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }))
  assert.deepEqual(AttachedPolicies, [
    { PolicyName: 'AmazonECSTaskExecutionRolePolicy', PolicyArn: executionPolicy },
  ])
  const missing = 'arn:aws:iam::000000000000:policy/missing'
  await assert.rejects(attach(missing), {
    name: 'NoSuchEntityException',
    message: `Policy ${missing} does not exist or is not attachable.`,
  })
  await assert.rejects(
    attach('arn:aws:iam::aws:policy/aws-service-role/AmazonECSServiceRolePolicy'),
    {
      name: 'PolicyNotAttachableException',
      message: 'Cannot attach a Service Role Policy to a Customer Role.',
    },
  )
  await assert.rejects(attach('AmazonECSTaskExecutionRolePolicy'), {
    name: 'ValidationError',
    message: 'Invalid ARN:  Could not be parsed!',
  })
  await assert.rejects(iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: missing })), {
    name: 'NoSuchEntityException',
    message: `Policy ${missing} was not found.`,
  })
})

test('a role is deleted only when nothing is attached to it', async () => {
  await using target = await openTarget()
  const { iam, RoleName } = await createRole(target)
  const PolicyName = 'p'
  await iam.send(
    new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: allowing('s3:*') }),
  )
  await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: executionPolicy }))
  const remove = () => iam.send(new DeleteRoleCommand({ RoleName }))
  await assert.rejects(remove(), {
    name: 'DeleteConflictException',
    message: 'Cannot delete entity, must detach all policies first.',
  })
  await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: executionPolicy }))
  await assert.rejects(remove(), {
    name: 'DeleteConflictException',
    message: 'Cannot delete entity, must delete policies first.',
  })
  await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }))
  await remove()
  await assert.rejects(iam.send(new GetRoleCommand({ RoleName })), noSuchRole(RoleName))
})

test('the size limits', async () => {
  await using target = await openTarget()
  const { iam, RoleName } = await createRole(target)
  const big = (size: number) => allowing(`s3:${'x'.repeat(size)}`)
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'a', PolicyDocument: big(6000) }))
  await assert.rejects(
    iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'b', PolicyDocument: big(6000) })),
    {
      name: 'LimitExceededException',
      message: `Maximum policy size of 10240 bytes exceeded for role ${RoleName}`,
    },
  )
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'a', PolicyDocument: big(6001) }))
  const Sid = 'x'.repeat(2048)
  const PolicyDocument = trust.replace('{"Effect"', `{"Sid":"${Sid}","Effect"`)
  await assert.rejects(iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument })), {
    name: 'LimitExceededException',
    message: 'Cannot exceed quota for ACLSizePerRole: 2048',
  })
})

test('at most 20 managed policies', async () => {
  await using target = await openTarget()
  const { iam, RoleName } = await createRole(target)
  const attach = async () => {
    const { Policy } = await iam.send(
      new CreatePolicyCommand({ PolicyName: unique('p'), PolicyDocument: allowing('s3:*') }),
    )
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: Policy!.Arn }))
  }
  for (let count = 0; count < 20; count++) await attach()
  await assert.rejects(attach(), {
    name: 'LimitExceededException',
    message: 'Cannot exceed quota for PoliciesPerRole: 20',
  })
})

test('tags', async () => {
  await using target = await openTarget()
  const { iam, RoleName } = await createRole(target, { Tags: [{ Key: 'app', Value: 'a' }] })
  await iam.send(new TagRoleCommand({ RoleName, Tags: [{ Key: 'App', Value: 'b' }] }))
  const tags = async () => (await iam.send(new ListRoleTagsCommand({ RoleName }))).Tags
  assert.deepEqual(await tags(), [{ Key: 'App', Value: 'b' }])
  await iam.send(new UntagRoleCommand({ RoleName, TagKeys: ['app'] }))
  assert.deepEqual(await tags(), [])
  const twice = ['a', 'A'].map((Key) => ({ Key, Value: '' }))
  await assert.rejects(iam.send(new TagRoleCommand({ RoleName, Tags: twice })), {
    name: 'InvalidInputException',
    message: 'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
  })
})

test("the path of service-linked roles is AWS's", async () => {
  await using target = await openTarget()
  await assert.rejects(createRole(target, { Path: '/aws-service-role/ecs.amazonaws.com/' }), {
    name: 'InvalidInputException',
    message: "Paths beginning with '/aws-service-role' are reserved for AWS Service Linked Roles",
  })
})

test('long lists come in pages', async () => {
  await using target = await openTarget()
  const iam = new IAMClient(target.config)
  const Path = `/${unique('page')}/`
  for (let count = 0; count < 3; count++) await createRole(target, { Path })
  const first = await iam.send(new ListRolesCommand({ PathPrefix: Path, MaxItems: 2 }))
  assert.deepEqual([first.Roles!.length, first.IsTruncated], [2, true])
  const { Marker } = first
  const rest = await iam.send(new ListRolesCommand({ PathPrefix: Path, Marker }))
  assert.deepEqual([rest.Roles!.length, rest.IsTruncated], [1, false])
})
