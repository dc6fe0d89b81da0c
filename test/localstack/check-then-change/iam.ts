import { ensureRole } from './resources.ts'
import { type Cases, twice, type World } from './world.ts'

const document = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
})
const account = 'arn:aws:iam::000000000000'
const absent = { UserName: 'absent' }
const PolicyArn = `${account}:policy/p`
const other = `${account}:policy/absent`
const OpenIDConnectProviderArn = `${account}:oidc-provider/oidc.example.com`

export async function iamCases(world: World): Promise<Cases> {
  const { run } = world
  await ensureRole(world, 'r')
  await run('iam', 'CreateUser', { UserName: 'u' })
  await run('iam', 'CreateGroup', { GroupName: 'g' })
  await run('iam', 'AddUserToGroup', { GroupName: 'g', UserName: 'u' })
  await run('iam', 'CreatePolicy', { PolicyName: 'p', PolicyDocument: document })
  await run('iam', 'CreateInstanceProfile', { InstanceProfileName: 'i' })
  await run('iam', 'AddRoleToInstanceProfile', { InstanceProfileName: 'i', RoleName: 'r' })
  await run('iam', 'AttachUserPolicy', { UserName: 'u', PolicyArn })
  await run('iam', 'CreateOpenIDConnectProvider', { Url: 'https://oidc.example.com' })
  await run('iam', 'CreateUser', { UserName: 'taken' })
  await run('iam', 'CreateGroup', { GroupName: 'taken' })
  await run('iam', 'CreateAccountAlias', { AccountAlias: 'taken' })
  const role = { RoleName: 'r' }
  const user = { UserName: 'u' }
  const provider = { OpenIDConnectProviderArn }
  const noProvider = { OpenIDConnectProviderArn: `${OpenIDConnectProviderArn}0` }
  return {
    AddClientIDToOpenIDConnectProvider: { ...noProvider, ClientID: 'c' },
    AddRoleToInstanceProfile: { InstanceProfileName: 'i', RoleName: 'absent' },
    AddUserToGroup: { GroupName: 'g', ...absent },
    AttachGroupPolicy: { GroupName: 'g', PolicyArn: other },
    AttachRolePolicy: { ...role, PolicyArn: other },
    AttachUserPolicy: { ...user, PolicyArn: other },
    CreateAccessKey: absent,
    CreateGroup: { GroupName: 'g' },
    CreateInstanceProfile: { InstanceProfileName: 'new', Tags: twice },
    CreateOpenIDConnectProvider: { Url: 'https://other.example.com', Tags: twice },
    CreatePolicy: { PolicyName: 'new', PolicyDocument: document, Tags: twice },
    CreatePolicyVersion: { PolicyArn: other, PolicyDocument: document, SetAsDefault: true },
    CreateRole: { RoleName: 'new', AssumeRolePolicyDocument: document, Tags: twice },
    CreateServiceLinkedRole: { AWSServiceName: 'ecs.amazonaws.com', CustomSuffix: 'x' },
    CreateUser: { UserName: 'new', Tags: twice },
    DeleteAccessKey: { ...user, AccessKeyId: 'AKIAABSENT0000000000' },
    DeleteGroup: { GroupName: 'g' },
    DeleteGroupPolicy: { GroupName: 'g', PolicyName: 'absent' },
    DeleteInstanceProfile: { InstanceProfileName: 'i' },
    DeleteOpenIDConnectProvider: 'It is no error to delete a provider that is not there.',
    DeletePolicy: { PolicyArn },
    DeletePolicyVersion: { PolicyArn, VersionId: 'v1' },
    DeleteRole: role,
    DeleteRolePermissionsBoundary: { RoleName: 'absent' },
    DeleteRolePolicy: { ...role, PolicyName: 'absent' },
    DeleteServiceLinkedRole: role,
    DeleteUser: user,
    DeleteUserPermissionsBoundary: absent,
    DeleteUserPolicy: { ...user, PolicyName: 'absent' },
    DetachGroupPolicy: { GroupName: 'g', PolicyArn },
    DetachRolePolicy: { ...role, PolicyArn },
    DetachUserPolicy: { ...user, PolicyArn: other },
    PutGroupPolicy: { GroupName: 'g', PolicyName: 'p', PolicyDocument: '{}' },
    PutRolePermissionsBoundary: { ...role, PermissionsBoundary: other },
    PutRolePolicy: { ...role, PolicyName: 'p', PolicyDocument: '{}' },
    PutUserPermissionsBoundary: { ...user, PermissionsBoundary: other },
    PutUserPolicy: { ...user, PolicyName: 'p', PolicyDocument: '{}' },
    RemoveClientIDFromOpenIDConnectProvider: { ...noProvider, ClientID: 'c' },
    RemoveRoleFromInstanceProfile: { InstanceProfileName: 'i', RoleName: 'absent' },
    RemoveUserFromGroup: { GroupName: 'g', ...absent },
    SetDefaultPolicyVersion: { PolicyArn, VersionId: 'v9' },
    TagOpenIDConnectProvider: { ...provider, Tags: twice },
    TagPolicy: { PolicyArn, Tags: twice },
    TagRole: { ...role, Tags: twice },
    TagUser: { ...user, Tags: twice },
    UntagOpenIDConnectProvider: { ...noProvider, TagKeys: ['a'] },
    UntagPolicy: { PolicyArn: other, TagKeys: ['a'] },
    UntagRole: { RoleName: 'absent', TagKeys: ['a'] },
    UntagUser: { ...absent, TagKeys: ['a'] },
    UpdateAccessKey: { ...user, AccessKeyId: 'AKIAABSENT0000000000', Status: 'Inactive' },
    UpdateAssumeRolePolicy: { ...role, PolicyDocument: document },
    UpdateOpenIDConnectProviderThumbprint: { ...noProvider, ThumbprintList: ['0'.repeat(40)] },
    UpdateRole: { RoleName: 'absent', MaxSessionDuration: 7200 },
    UpdateRoleDescription: { RoleName: 'absent', Description: 'd' },
    CreateAccountAlias: 'It replaces the alias before it.',
    DeleteAccountAlias: { AccountAlias: 'other' },
    TagInstanceProfile: { InstanceProfileName: 'i', Tags: twice },
    UntagInstanceProfile: { InstanceProfileName: 'absent', TagKeys: ['a'] },
    UpdateGroup: { GroupName: 'g', NewPath: '/new/', NewGroupName: 'taken' },
    UpdateUser: { UserName: 'u', NewPath: '/new/', NewUserName: 'taken' },
  }
}
