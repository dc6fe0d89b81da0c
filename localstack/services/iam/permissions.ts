import { globalArn } from '../../kernel/arn.ts'
import type { Call, Scope } from '../../kernel/scope.ts'
import {
  type PermissionTable,
  type ConditionKeys,
  type OperationPermission,
  on,
  onAnyResource,
  tagRecord,
} from '../../access/permission.ts'
import { passRole } from './service-permissions.ts'
import { linkedRoleArn } from './service-linked-role.ts'
import { iamState, iamGroupsOf, profilesOf } from './state.ts'

interface Placed {
  Path?: string
}

interface Named {
  RoleName?: string | undefined
  UserName?: string | undefined
}

/** What a user or a group is changed to: the permission is needed on both. */
interface Renamed {
  NewPath?: string
}

interface Policies {
  PolicyArn?: string | undefined
  PermissionsBoundary?: string | undefined
}

/** The condition keys of the policies that an operation attaches or detaches. */
const policyKeys = ({ PolicyArn, PermissionsBoundary }: Policies): ConditionKeys => ({
  'iam:PolicyARN': PolicyArn,
  'iam:PermissionsBoundary': PermissionsBoundary,
})

const roleArn = (call: Call, name: string, path = '/') =>
  call.state(iamState).roles.get(name)?.Arn ?? globalArn(call, 'iam', `role${path}${name}`)

const userArn = (call: Call, name: string, path = '/') =>
  call.state(iamState).users.get(name)?.Arn ?? globalArn(call, 'iam', `user${path}${name}`)

/** A role that an operation reads or changes; the boundary is the one that it is given, else the one it has. */
const role = (input: Placed & Policies & { RoleName: string }, call: Call): OperationPermission => {
  const present = call.state(iamState).roles.get(input.RoleName)?.PermissionsBoundary
  return {
    resource: roleArn(call, input.RoleName, input.Path),
    keys: policyKeys({ PermissionsBoundary: present?.PermissionsBoundaryArn, ...input }),
  }
}

/** A user that an operation names, or else the user who calls. */
const user = (input: Placed & Policies & Named, call: Call): OperationPermission => {
  const present = call.state(iamState).users.get(input.UserName ?? '')?.PermissionsBoundary
  return {
    resource:
      input.UserName === undefined ? call.caller.arn : userArn(call, input.UserName, input.Path),
    keys: policyKeys({ PermissionsBoundary: present?.PermissionsBoundaryArn, ...input }),
  }
}

const group = (
  input: Placed & Policies & { GroupName: string },
  call: Call,
): OperationPermission => ({
  resource:
    iamGroupsOf(call).get(input.GroupName)?.Arn ??
    globalArn(call, 'iam', `group${input.Path ?? '/'}${input.GroupName}`),
  keys: policyKeys(input),
})

interface Profile extends Placed {
  InstanceProfileName: string
}

const profile = (
  { InstanceProfileName, Path = '/' }: Profile,
  call: Call,
): OperationPermission => ({
  resource:
    profilesOf(call).get(InstanceProfileName)?.Arn ??
    globalArn(call, 'iam', `instance-profile${Path}${InstanceProfileName}`),
})

const policy = on(({ PolicyArn }: { PolicyArn: string }) => PolicyArn)

const newPolicy = on(({ PolicyName, Path = '/' }: Placed & { PolicyName: string }, call) =>
  globalArn(call, 'iam', `policy${Path}${PolicyName}`),
)

const provider = on(
  ({ OpenIDConnectProviderArn }: { OpenIDConnectProviderArn: string }) => OpenIDConnectProviderArn,
)

/** Lists are asked for by what they list, below a path. */
const listOf = (kind: string) =>
  on(({ PathPrefix = '/' }: { PathPrefix?: string | undefined }, call) =>
    globalArn(call, 'iam', `${kind}${PathPrefix}`),
  )

/** Tagging a new resource is a permission of its own. */
const creating =
  <I extends object>(make: (input: I, call: Call) => OperationPermission, action: string) =>
  (input: I & { Tags?: unknown[] | undefined }, call: Call): OperationPermission[] => {
    const needed = make(input, call)
    return [needed, ...(input.Tags?.length ? [{ ...needed, action }] : [])]
  }

function tagsOf(scope: Scope, resource: string): Record<string, string> {
  const { roles, users, policies, oidcProviders } = scope.state(iamState)
  const named = resource.split('/').at(-1)!
  const kind = /:(role|user|instance-profile)\//.exec(resource)?.[1]
  const found = kind
    ? { role: roles, user: users, 'instance-profile': profilesOf(scope) }[kind]!.get(named)
    : (policies.get(resource) ?? oidcProviders.get(resource))
  return tagRecord(found?.Tags)
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html */
export const permissions: PermissionTable = {
  keys: ['PassedToService', 'PolicyARN', 'PermissionsBoundary', 'AWSServiceName', 'ResourceTag/'],
  tagsOf,
  rules: {
    AddClientIDToOpenIDConnectProvider: provider,
    AddRoleToInstanceProfile: (input: Profile & { RoleName: string }, call) => [
      profile(input, call),
      passRole(call, input.RoleName, 'ec2.amazonaws.com'),
    ],
    AddUserToGroup: group,
    AttachGroupPolicy: group,
    AttachRolePolicy: role,
    AttachUserPolicy: user,
    CreateAccessKey: user,
    CreateAccountAlias: onAnyResource,
    CreateGroup: group,
    CreateInstanceProfile: creating(profile, 'iam:TagInstanceProfile'),
    CreateOpenIDConnectProvider: creating(
      on(({ Url }: { Url: string }, call) =>
        globalArn(call, 'iam', `oidc-provider/${Url.replace(/^https:\/\//, '')}`),
      ),
      'iam:TagOpenIDConnectProvider',
    ),
    CreatePolicy: creating(newPolicy, 'iam:TagPolicy'),
    CreatePolicyVersion: policy,
    CreateRole: creating(role, 'iam:TagRole'),
    CreateServiceLinkedRole: ({ AWSServiceName }: { AWSServiceName: string }, call) => ({
      resource: linkedRoleArn(call, AWSServiceName),
      keys: { 'iam:AWSServiceName': AWSServiceName },
    }),
    CreateUser: creating(user, 'iam:TagUser'),
    DeleteAccessKey: user,
    DeleteAccountAlias: onAnyResource,
    DeleteGroup: group,
    DeleteGroupPolicy: group,
    DeleteInstanceProfile: profile,
    DeleteOpenIDConnectProvider: provider,
    DeletePolicy: policy,
    DeletePolicyVersion: policy,
    DeleteRole: role,
    DeleteRolePermissionsBoundary: role,
    DeleteRolePolicy: role,
    DeleteServiceLinkedRole: role,
    DeleteUser: user,
    DeleteUserPermissionsBoundary: user,
    DeleteUserPolicy: user,
    DetachGroupPolicy: group,
    DetachRolePolicy: role,
    DetachUserPolicy: user,
    GetGroup: group,
    GetGroupPolicy: group,
    GetInstanceProfile: profile,
    GetOpenIDConnectProvider: provider,
    GetPolicy: policy,
    GetPolicyVersion: policy,
    GetRole: role,
    GetRolePolicy: role,
    GetServiceLinkedRoleDeletionStatus: onAnyResource,
    GetUser: user,
    GetUserPolicy: user,
    ListAccessKeys: user,
    ListAccountAliases: onAnyResource,
    ListAttachedGroupPolicies: group,
    ListAttachedRolePolicies: role,
    ListAttachedUserPolicies: user,
    ListEntitiesForPolicy: policy,
    ListGroupPolicies: group,
    ListGroups: listOf('group'),
    ListGroupsForUser: user,
    ListInstanceProfileTags: profile,
    ListInstanceProfiles: listOf('instance-profile'),
    ListInstanceProfilesForRole: role,
    ListOpenIDConnectProviderTags: provider,
    ListOpenIDConnectProviders: on((_: object, call) => globalArn(call, 'iam', 'oidc-provider/*')),
    ListPolicies: on((_: object, call) => globalArn(call, 'iam', 'policy/')),
    ListPolicyTags: policy,
    ListPolicyVersions: policy,
    ListRolePolicies: role,
    ListRoleTags: role,
    ListRoles: listOf('role'),
    ListUserPolicies: user,
    ListUserTags: user,
    ListUsers: listOf('user'),
    PutGroupPolicy: group,
    PutRolePermissionsBoundary: role,
    PutRolePolicy: role,
    PutUserPermissionsBoundary: user,
    PutUserPolicy: user,
    RemoveClientIDFromOpenIDConnectProvider: provider,
    RemoveRoleFromInstanceProfile: profile,
    RemoveUserFromGroup: group,
    SetDefaultPolicyVersion: policy,
    SimulateCustomPolicy: onAnyResource,
    SimulatePrincipalPolicy: on(
      ({ PolicySourceArn }: { PolicySourceArn: string }) => PolicySourceArn,
    ),
    TagInstanceProfile: profile,
    TagOpenIDConnectProvider: provider,
    TagPolicy: policy,
    TagRole: role,
    TagUser: user,
    UntagInstanceProfile: profile,
    UntagOpenIDConnectProvider: provider,
    UntagPolicy: policy,
    UntagRole: role,
    UntagUser: user,
    UpdateAccessKey: user,
    UpdateAssumeRolePolicy: role,
    UpdateGroup: (input: { GroupName: string } & Renamed & { NewGroupName?: string }, call) => [
      group(input, call),
      group({ GroupName: input.NewGroupName ?? input.GroupName, Path: input.NewPath ?? '/' }, call),
    ],
    UpdateOpenIDConnectProviderThumbprint: provider,
    UpdateRole: role,
    UpdateRoleDescription: role,
    UpdateUser: (input: { UserName: string } & Renamed & { NewUserName?: string }, call) => [
      user(input, call),
      user({ UserName: input.NewUserName ?? input.UserName, Path: input.NewPath ?? '/' }, call),
    ],
  },
}
