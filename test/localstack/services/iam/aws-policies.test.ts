import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeletePolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  IAMClient,
  ListEntitiesForPolicyCommand,
  ListPoliciesCommand,
  ListPolicyTagsCommand,
  ListPolicyVersionsCommand,
  paginateListPolicies,
  PutRolePermissionsBoundaryCommand,
} from '@aws-sdk/client-iam'
import { DescribeLogGroupsCommand, CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import { actAs, allow, trustOf } from '../../../support/identity.ts'
import { openEmulator, openTarget, type Target, unique } from '../../../support/target.ts'

const arnOf = (name: string) => `arn:aws:iam::aws:policy/${name}`
const executionPolicy = arnOf('service-role/AmazonECSTaskExecutionRolePolicy')

async function createRole(target: Target) {
  const iam = new IAMClient(target.config)
  const RoleName = unique('role')
  const AssumeRolePolicyDocument = trustOf({ AWS: '000000000000' })
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }))
  return { iam, RoleName }
}

test('policies of every path can be attached', async () => {
  await using target = await openTarget()
  const { iam, RoleName } = await createRole(target)
  for (const name of [
    'AmazonS3ReadOnlyAccess',
    'AWSXRayDaemonWriteAccess',
    'AmazonDynamoDBFullAccess',
    'ReadOnlyAccess',
    'CloudWatchFullAccess',
    'CloudWatchAgentServerPolicy',
    'AWSLambdaExecute',
    'AmazonECSInfrastructureRolePolicyForLoadBalancers',
    'service-role/AmazonEC2ContainerServiceRole',
    'service-role/AmazonECSInfrastructureRoleforExpressGatewayServices',
    'job-function/ViewOnlyAccess',
  ])
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: arnOf(name) }))
})

test('a policy is read with its dates and default version, and not changed', async () => {
  await using target = await openEmulator()
  const iam = new IAMClient(target.config)
  const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn: arnOf('IAMReadOnlyAccess') }))
  assert.match(Policy!.PolicyId!, /^ANPA[A-Z0-9]{17}$/)
  assert.deepEqual(Policy, {
    PolicyId: Policy!.PolicyId,
    AttachmentCount: 0,
    PermissionsBoundaryUsageCount: 0,
    PolicyName: 'IAMReadOnlyAccess',
    Arn: arnOf('IAMReadOnlyAccess'),
    Path: '/',
    DefaultVersionId: 'v4',
    IsAttachable: true,
    CreateDate: new Date('2015-02-06T18:40:39Z'),
    UpdateDate: new Date('2018-01-25T19:11:27Z'),
    Tags: [],
  })
  const { PolicyVersion } = await iam.send(
    new GetPolicyVersionCommand({ PolicyArn: executionPolicy, VersionId: 'v1' }),
  )
  const document = JSON.parse(decodeURIComponent(PolicyVersion!.Document!)) as {
    Statement: { Action: string[] }[]
  }
  assert.deepEqual(document.Statement[0]!.Action, [
    'ecr:GetAuthorizationToken',
    'ecr:BatchCheckLayerAvailability',
    'ecr:GetDownloadUrlForLayer',
    'ecr:BatchGetImage',
    'logs:CreateLogStream',
    'logs:PutLogEvents',
  ])
  const remove = new DeletePolicyCommand({ PolicyArn: executionPolicy })
  await assert.rejects(iam.send(remove), { name: 'AccessDenied' })
})

test('all policies are listed, by path and in pages', async () => {
  await using target = await openTarget()
  const iam = new IAMClient(target.config)
  const names = async (input: { PathPrefix?: string }, pageSize: number) => {
    const found: string[] = []
    const pages = paginateListPolicies({ client: iam, pageSize }, { Scope: 'AWS', ...input })
    for await (const { Policies } of pages)
      found.push(...Policies!.map(({ PolicyName }) => PolicyName!))
    return found
  }
  const all = await names({}, 1000)
  assert.ok(all.length > 1400)
  assert.equal(new Set(all).size, all.length)
  assert.deepEqual(await names({ PathPrefix: '/job-function/' }, 3), [
    'AWSManagementConsoleAdministratorAccess',
    'Billing',
    'DataScientist',
    'DatabaseAdministrator',
    'NetworkAdministrator',
    'SupportUser',
    'SystemAdministrator',
    'ViewOnlyAccess',
  ])
  const { Policies, IsTruncated } = await iam.send(new ListPoliciesCommand({ Scope: 'AWS' }))
  assert.deepEqual([Policies!.length, IsTruncated], [100, true])
})

test('the policies in use are listed, with who uses them', async () => {
  await using target = await openEmulator()
  const { iam, RoleName } = await createRole(target)
  const boundary = arnOf('PowerUserAccess')
  await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: executionPolicy }))
  const bounded = { RoleName, PermissionsBoundary: boundary }
  await iam.send(new PutRolePermissionsBoundaryCommand(bounded))
  const UserName = unique('user')
  await iam.send(new CreateUserCommand({ UserName, Path: '/x/', PermissionsBoundary: boundary }))
  const { Policies } = await iam.send(
    new ListPoliciesCommand({ PolicyUsageFilter: 'PermissionsBoundary' }),
  )
  assert.deepEqual(
    Policies!.map((one) => [one.Arn, one.AttachmentCount, one.PermissionsBoundaryUsageCount]),
    [[boundary, 0, 2]],
  )
  const attached = await iam.send(new ListPoliciesCommand({ OnlyAttached: true }))
  assert.deepEqual(
    attached.Policies!.map(({ Arn, AttachmentCount }) => [Arn, AttachmentCount]),
    [[executionPolicy, 1]],
  )
  const entities = async (input: object) => {
    const listed = await iam.send(
      new ListEntitiesForPolicyCommand({ PolicyArn: boundary, ...input }),
    )
    const roles = listed.PolicyRoles!.map((role) => role.RoleName)
    return [...roles, ...listed.PolicyUsers!.map((user) => user.UserName)]
  }
  assert.deepEqual(await entities({}), [RoleName, UserName])
  assert.deepEqual(await entities({ MaxItems: 1 }), [RoleName])
  assert.deepEqual(await entities({ EntityFilter: 'User' }), [UserName])
  assert.deepEqual(await entities({ PathPrefix: '/x/' }), [UserName])
  assert.deepEqual(await entities({ PolicyUsageFilter: 'PermissionsPolicy' }), [])
})

test('a policy below a wrong path does not exist, and one that AWS may have is not implemented', async () => {
  await using target = await openTarget()
  const { iam, RoleName } = await createRole(target)
  const attach = (PolicyArn: string) =>
    iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }))
  const misplaced = arnOf('AmazonECSTaskExecutionRolePolicy')
  await assert.rejects(attach(misplaced), {
    name: 'NoSuchEntityException',
    message: `Policy ${misplaced} does not exist or is not attachable.`,
  })
  const unknown = { name: 'InternalFailure', message: /May 2026, but AWS may have it/ }
  const next = arnOf('AmazonNextServiceFullAccess')
  await assert.rejects(attach(next), unknown)
  await assert.rejects(iam.send(new GetPolicyCommand({ PolicyArn: next })), unknown)
  const bounded = { RoleName, PermissionsBoundary: next }
  await assert.rejects(iam.send(new PutRolePermissionsBoundaryCommand(bounded)), unknown)
  const session = { RoleSessionName: 'session', PolicyArns: [{ arn: next }] }
  const RoleArn = `arn:aws:iam::000000000000:role/${RoleName}`
  const assume = new AssumeRoleCommand({ RoleArn, ...session })
  await assert.rejects(new STSClient(target.config).send(assume), unknown)
})

test('of the versions the default one is known', async () => {
  await using target = await openTarget()
  const iam = new IAMClient(target.config)
  const PolicyArn = arnOf('AmazonECS_FullAccess')
  const get = (VersionId: string) => iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }))
  await get('v21')
  await assert.rejects(get('v20'), { name: 'InternalFailure', message: /version v20 of/ })
  await assert.rejects(get('v22'), {
    name: 'NoSuchEntityException',
    message: `Policy ${PolicyArn} version v22 does not exist or is not attachable.`,
  })
})

test('where IAM is enforced, a role may read the policies and do what they allow', async () => {
  await using target = await openEmulator({ enforceIam: true })
  const reader = await actAs(target, [allow('iam:*')])
  const iam = new IAMClient(reader.config)
  const PolicyArn = arnOf('CloudWatchLogsReadOnlyAccess')
  for (const config of [target.config, reader.config]) {
    const client = new IAMClient(config)
    const { Policy } = await client.send(new GetPolicyCommand({ PolicyArn }))
    const VersionId = Policy!.DefaultVersionId!
    await client.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }))
    await client.send(new ListPolicyVersionsCommand({ PolicyArn }))
    await client.send(new ListEntitiesForPolicyCommand({ PolicyArn }))
    await client.send(new ListPolicyTagsCommand({ PolicyArn }))
  }
  const logs = new CloudWatchLogsClient(reader.config)
  const denied = { name: 'AccessDeniedException' }
  await assert.rejects(logs.send(new DescribeLogGroupsCommand({})), denied)
  await iam.send(new AttachRolePolicyCommand({ RoleName: reader.name, PolicyArn }))
  await logs.send(new DescribeLogGroupsCommand({}))
})
