import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  AttachRolePolicyCommand,
  CreateOpenIDConnectProviderCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  DeleteOpenIDConnectProviderCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetOpenIDConnectProviderCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListInstanceProfilesForRoleCommand,
  ListPolicyVersionsCommand,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateOpenIDConnectProviderThumbprintCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam'
import { openTarget, unique } from '../../support/target.ts'
import { assertPlanIsEmpty } from './plan.ts'

const Tags = [{ Key: 'Name', Value: 'app' }]

const statement = (members: object) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...members }] })

const trust = (Service: string) => statement({ Action: 'sts:AssumeRole', Principal: { Service } })

const documentOf = (text: string | undefined) => JSON.parse(decodeURIComponent(text!)) as unknown

test('aws_iam_role, aws_iam_role_policy, aws_iam_policy and aws_iam_role_policy_attachment', async () => {
  await using target = await openTarget()
  const iam = new IAMClient(target.config)
  const RoleName = unique('tf')
  const sent = { Path: '/', MaxSessionDuration: 3600, Description: 'tasks' }
  const AssumeRolePolicyDocument = trust('ecs-tasks.amazonaws.com')
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument, ...sent, Tags }))
  const read = async () => (await iam.send(new GetRoleCommand({ RoleName }))).Role!
  assertPlanIsEmpty({ RoleName, ...sent, Tags }, await read())
  assert.deepEqual(
    documentOf((await read()).AssumeRolePolicyDocument),
    JSON.parse(AssumeRolePolicyDocument),
  )

  const inline = { RoleName, PolicyName: 'inline' }
  const PolicyDocument = statement({ Action: 's3:GetObject', Resource: '*' })
  await iam.send(new PutRolePolicyCommand({ ...inline, PolicyDocument }))
  const { PolicyDocument: found } = await iam.send(new GetRolePolicyCommand(inline))
  assert.deepEqual(documentOf(found), JSON.parse(PolicyDocument))

  const { Policy } = await iam.send(
    new CreatePolicyCommand({ PolicyName: unique('tf'), Path: '/', PolicyDocument, Tags }),
  )
  const PolicyArn = Policy!.Arn!
  const readPolicy = async () => (await iam.send(new GetPolicyCommand({ PolicyArn }))).Policy!
  assertPlanIsEmpty({ Path: '/', DefaultVersionId: 'v1', Tags }, await readPolicy())
  await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }))
  const managed = 'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy'
  await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: managed }))
  const attached = async () => {
    const { AttachedPolicies } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }))
    return AttachedPolicies!.map((each) => each.PolicyArn!).toSorted()
  }
  assert.deepEqual(await attached(), [PolicyArn, managed].toSorted())

  const { Versions } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn }))
  assert.equal(Versions!.length, 1)
  const changed = statement({ Action: 's3:PutObject', Resource: '*' })
  await iam.send(
    new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: changed, SetAsDefault: true }),
  )
  const { PolicyVersion } = await iam.send(
    new GetPolicyVersionCommand({ PolicyArn, VersionId: 'v2' }),
  )
  assert.deepEqual(documentOf(PolicyVersion!.Document), JSON.parse(changed))
  await iam.send(
    new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: trust('ecs.amazonaws.com') }),
  )
  await iam.send(new UpdateRoleCommand({ RoleName, MaxSessionDuration: 7200, Description: '' }))
  assertPlanIsEmpty({ MaxSessionDuration: 7200, Tags }, await read())

  for (const each of await attached())
    await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: each }))
  await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v1' }))
  await iam.send(new DeletePolicyCommand({ PolicyArn }))
  await assert.rejects(readPolicy(), { name: 'NoSuchEntityException' })
  const { InstanceProfiles } = await iam.send(new ListInstanceProfilesForRoleCommand({ RoleName }))
  assert.deepEqual(InstanceProfiles, [])
  const { PolicyNames } = await iam.send(new ListRolePoliciesCommand({ RoleName }))
  assert.deepEqual(PolicyNames, ['inline'])
  await iam.send(new DeleteRolePolicyCommand(inline))
  await iam.send(new DeleteRoleCommand({ RoleName }))
  await assert.rejects(read(), { name: 'NoSuchEntityException' })
})

test('aws_iam_openid_connect_provider', async () => {
  await using target = await openTarget()
  const iam = new IAMClient(target.config)
  const host = `${unique('tf')}.example.com`
  const sent = { ClientIDList: ['sts.amazonaws.com'], ThumbprintList: ['a'.repeat(40)], Tags }
  const { OpenIDConnectProviderArn } = await iam.send(
    new CreateOpenIDConnectProviderCommand({ Url: `https://${host}`, ...sent }),
  )
  const arn = { OpenIDConnectProviderArn: OpenIDConnectProviderArn! }
  const read = () => iam.send(new GetOpenIDConnectProviderCommand(arn))
  assertPlanIsEmpty({ Url: host, ...sent }, await read())
  const ThumbprintList = ['b'.repeat(40)]
  await iam.send(new UpdateOpenIDConnectProviderThumbprintCommand({ ...arn, ThumbprintList }))
  assertPlanIsEmpty({ ...sent, ThumbprintList }, await read())
  await iam.send(new DeleteOpenIDConnectProviderCommand(arn))
  await assert.rejects(read(), { name: 'NoSuchEntityException' })
})
