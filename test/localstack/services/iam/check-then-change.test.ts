import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { policyOf, allow, trustOf } from '../../../support/identity.ts'
import { openScope } from '../../../support/scope.ts'
import { iam } from '../../../../localstack/services/iam/index.ts'
import {
  accountAliasState,
  groupState,
  iamState,
  profileState,
} from '../../../../localstack/services/iam/state.ts'
import type { Call } from '../../../../localstack/kernel/scope.ts'
import type { StateDefinition } from '../../../../localstack/kernel/define-state.ts'
import { AwsError } from '../../../../localstack/kernel/errors.ts'

const policy = policyOf(allow('ecs:*'))
const trust = trustOf({ Service: 'ecs-tasks.amazonaws.com' })
const own = (path: string) => `arn:aws:iam::000000000000:${path}`
const aws = (name: string) => `arn:aws:iam::aws:policy/${name}`
const reserved = [{ Key: 'aws:x', Value: '' }]
const twice = ['a', 'A'].map((Key) => ({ Key, Value: '' }))
const long = policyOf(allow(`ecs:${'x'.repeat(11_000)}`))
const provider = own('oidc-provider/example.com')
const boundary = own('policy/missing')
const names = { RoleName: 'r', UserName: 'u', GroupName: 'g', InstanceProfileName: 'i' }
const bare = { RoleName: 'bare', UserName: 'bare' }
const missing = { RoleName: 'x', UserName: 'x', GroupName: 'x', InstanceProfileName: 'x' }
const managed = { PolicyArn: own('policy/p') }
const withProvider = { OpenIDConnectProviderArn: provider }

type Step = [operation: string, input: object]

/** An account in which each limit that the requests below run into is reached. */
const setUp: Step[] = [
  ['CreateRole', { ...names, AssumeRolePolicyDocument: trust }],
  ['CreateRole', { ...bare, AssumeRolePolicyDocument: trust }],
  ['CreateUser', names],
  ['CreateUser', bare],
  ['CreateGroup', names],
  ['CreateGroup', { GroupName: 'other' }],
  ['CreateInstanceProfile', names],
  ['AddRoleToInstanceProfile', names],
  ['CreatePolicy', { PolicyName: 'p', PolicyDocument: policy }],
  ...Array.from({ length: 4 }, (): Step => [
    'CreatePolicyVersion',
    { ...managed, PolicyDocument: policy },
  ]),
  ['CreateServiceLinkedRole', { AWSServiceName: 'ecs.amazonaws.com' }],
  ['CreateOpenIDConnectProvider', { Url: 'https://example.com', ClientIDList: ids(100) }],
  ['CreateAccountAlias', { AccountAlias: 'alias' }],
  ...['Role', 'User', 'Group'].map((kind): Step => [
    `Put${kind}Policy`,
    { ...names, PolicyName: 'inline', PolicyDocument: policy },
  ]),
  ['CreateAccessKey', names],
  ['CreateAccessKey', names],
]

/** A request for each operation that changes something, wrong in what is checked last. */
const requests: Step[] = [
  ['AddClientIDToOpenIDConnectProvider', { ...withProvider, ClientID: 'one-more' }],
  ['AddRoleToInstanceProfile', names],
  ['AddUserToGroup', { ...names, UserName: 'x' }],
  ['AttachGroupPolicy', { ...names, PolicyArn: boundary }],
  ['AttachRolePolicy', { ...names, PolicyArn: boundary }],
  ['AttachUserPolicy', { ...names, PolicyArn: aws('aws-service-role/AmazonECSServiceRolePolicy') }],
  ['CreateAccessKey', names],
  ['CreateGroup', names],
  ['CreateInstanceProfile', { InstanceProfileName: 'new', Tags: twice }],
  ['CreateOpenIDConnectProvider', { Url: 'https://example.org', Tags: reserved }],
  ['CreatePolicy', { PolicyName: 'new', PolicyDocument: policy, Tags: twice }],
  ['CreatePolicyVersion', { ...managed, PolicyDocument: policy }],
  [
    'CreateRole',
    { RoleName: 'new', AssumeRolePolicyDocument: trust, PermissionsBoundary: boundary },
  ],
  ['CreateServiceLinkedRole', { AWSServiceName: 'ecs.amazonaws.com' }],
  ['CreateUser', { UserName: 'new', PermissionsBoundary: boundary }],
  ['DeleteAccessKey', { ...names, AccessKeyId: 'AKIAIOSFODNN7EXAMPLE' }],
  ['DeleteAccountAlias', { AccountAlias: 'other' }],
  ['DeleteGroup', names],
  ['DeleteGroupPolicy', { ...names, PolicyName: 'other' }],
  ['DeleteInstanceProfile', names],
  ['DeletePolicy', managed],
  ['DeletePolicyVersion', { ...managed, VersionId: 'v1' }],
  ['DeleteRole', names],
  ['DeleteRolePermissionsBoundary', missing],
  ['DeleteRolePolicy', { ...names, PolicyName: 'other' }],
  ['DeleteServiceLinkedRole', names],
  ['DeleteUser', names],
  ['DeleteUserPermissionsBoundary', missing],
  ['DeleteUserPolicy', { ...names, PolicyName: 'other' }],
  ['DetachGroupPolicy', { ...names, ...managed }],
  ['DetachRolePolicy', { ...names, ...managed }],
  ['DetachUserPolicy', { ...names, ...managed }],
  ['PutGroupPolicy', { ...names, PolicyName: 'long', PolicyDocument: long }],
  ['PutRolePermissionsBoundary', { ...names, PermissionsBoundary: boundary }],
  ['PutRolePolicy', { ...names, PolicyName: 'long', PolicyDocument: long }],
  ['PutUserPermissionsBoundary', { ...names, PermissionsBoundary: boundary }],
  ['PutUserPolicy', { ...names, PolicyName: 'long', PolicyDocument: long }],
  ['RemoveClientIDFromOpenIDConnectProvider', { OpenIDConnectProviderArn: 'x', ClientID: '0' }],
  ['RemoveRoleFromInstanceProfile', { ...names, RoleName: 'bare' }],
  ['RemoveUserFromGroup', names],
  ['SetDefaultPolicyVersion', { ...managed, VersionId: 'v9' }],
  ['TagInstanceProfile', { ...names, Tags: reserved }],
  ['TagOpenIDConnectProvider', { ...withProvider, Tags: twice }],
  ['TagPolicy', { ...managed, Tags: reserved }],
  ['TagRole', { ...names, Tags: twice }],
  ['TagUser', { ...names, Tags: reserved }],
  ['UntagInstanceProfile', { ...missing, TagKeys: ['a'] }],
  ['UntagOpenIDConnectProvider', { OpenIDConnectProviderArn: 'x', TagKeys: ['a'] }],
  ['UntagPolicy', { PolicyArn: boundary, TagKeys: ['a'] }],
  ['UntagRole', { ...missing, TagKeys: ['a'] }],
  ['UntagUser', { ...missing, TagKeys: ['a'] }],
  ['UpdateAccessKey', { ...names, AccessKeyId: 'AKIAIOSFODNN7EXAMPLE', Status: 'Inactive' }],
  ['UpdateAssumeRolePolicy', { ...names, PolicyDocument: trust.replace('ecs-tasks', 'ecs-task') }],
  ['UpdateOpenIDConnectProviderThumbprint', { ...withProvider, ThumbprintList: ids(6) }],
  ['UpdateGroup', { ...names, NewGroupName: 'Other' }],
  ['UpdateRole', { ...missing, Description: 'new' }],
  ['UpdateRoleDescription', { ...missing, Description: 'new' }],
  ['UpdateUser', { ...names, NewUserName: 'Bare' }],
]

/** The operations that no input which the model allows makes fail. */
const alwaysSucceed = ['CreateAccountAlias', 'DeleteOpenIDConnectProvider']

function ids(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(index))
}

test('a rejected request has changed nothing', async () => {
  const scope = openScope()
  const root = { account: scope.account, arn: own('root'), userId: '', accessKeyId: 'test' }
  const call: Call = { ...scope, caller: root, requestId: '', endpoint: '', host: '' }
  const run = async ([name, input]: Step) => iam.operations[name]!(input as never, call)
  const state = () =>
    inspect(
      [iamState, groupState, profileState, accountAliasState].map((one) =>
        scope.state(one as StateDefinition<object>),
      ),
      { depth: null, maxArrayLength: null, maxStringLength: null },
    )
  for (const step of setUp) await run(step)
  const before = state()
  for (const request of requests) {
    await assert.rejects(run(request), (error) => error instanceof AwsError, request[0])
    assert.equal(state(), before, request[0])
  }
})

test('each operation that changes something is among the requests', () => {
  const changing = Object.keys(iam.operations).filter((name) => !iam.operations[name]!.readOnly)
  assert.deepEqual(
    [...requests.map(([name]) => name), ...alwaysSucceed].toSorted(),
    changing.toSorted(),
  )
})
