import { defineService } from '../service.ts'
import { permissions } from './permissions.ts'
import { invalidIamInput } from './invalid.ts'
import { AddClientIDToOpenIDConnectProvider } from './operations/AddClientIDToOpenIDConnectProvider.ts'
import { AddRoleToInstanceProfile } from './operations/AddRoleToInstanceProfile.ts'
import { AddUserToGroup } from './operations/AddUserToGroup.ts'
import { AttachGroupPolicy } from './operations/AttachGroupPolicy.ts'
import { AttachRolePolicy } from './operations/AttachRolePolicy.ts'
import { AttachUserPolicy } from './operations/AttachUserPolicy.ts'
import { CreateAccessKey } from './operations/CreateAccessKey.ts'
import { CreateAccountAlias } from './operations/CreateAccountAlias.ts'
import { CreateGroup } from './operations/CreateGroup.ts'
import { CreateInstanceProfile } from './operations/CreateInstanceProfile.ts'
import { CreateOpenIDConnectProvider } from './operations/CreateOpenIDConnectProvider.ts'
import { CreatePolicy } from './operations/CreatePolicy.ts'
import { CreatePolicyVersion } from './operations/CreatePolicyVersion.ts'
import { CreateRole } from './operations/CreateRole.ts'
import { CreateServiceLinkedRole } from './operations/CreateServiceLinkedRole.ts'
import { CreateUser } from './operations/CreateUser.ts'
import { DeleteAccessKey } from './operations/DeleteAccessKey.ts'
import { DeleteAccountAlias } from './operations/DeleteAccountAlias.ts'
import { DeleteGroup } from './operations/DeleteGroup.ts'
import { DeleteGroupPolicy } from './operations/DeleteGroupPolicy.ts'
import { DeleteInstanceProfile } from './operations/DeleteInstanceProfile.ts'
import { DeleteOpenIDConnectProvider } from './operations/DeleteOpenIDConnectProvider.ts'
import { DeletePolicy } from './operations/DeletePolicy.ts'
import { DeletePolicyVersion } from './operations/DeletePolicyVersion.ts'
import { DeleteRole } from './operations/DeleteRole.ts'
import { DeleteRolePermissionsBoundary } from './operations/DeleteRolePermissionsBoundary.ts'
import { DeleteRolePolicy } from './operations/DeleteRolePolicy.ts'
import { DeleteServiceLinkedRole } from './operations/DeleteServiceLinkedRole.ts'
import { DeleteUser } from './operations/DeleteUser.ts'
import { DeleteUserPermissionsBoundary } from './operations/DeleteUserPermissionsBoundary.ts'
import { DeleteUserPolicy } from './operations/DeleteUserPolicy.ts'
import { DetachGroupPolicy } from './operations/DetachGroupPolicy.ts'
import { DetachRolePolicy } from './operations/DetachRolePolicy.ts'
import { DetachUserPolicy } from './operations/DetachUserPolicy.ts'
import { GetGroup } from './operations/GetGroup.ts'
import { GetGroupPolicy } from './operations/GetGroupPolicy.ts'
import { GetInstanceProfile } from './operations/GetInstanceProfile.ts'
import { GetOpenIDConnectProvider } from './operations/GetOpenIDConnectProvider.ts'
import { GetPolicy } from './operations/GetPolicy.ts'
import { GetPolicyVersion } from './operations/GetPolicyVersion.ts'
import { GetRole } from './operations/GetRole.ts'
import { GetRolePolicy } from './operations/GetRolePolicy.ts'
import { GetServiceLinkedRoleDeletionStatus } from './operations/GetServiceLinkedRoleDeletionStatus.ts'
import { GetUser } from './operations/GetUser.ts'
import { GetUserPolicy } from './operations/GetUserPolicy.ts'
import { ListAccessKeys } from './operations/ListAccessKeys.ts'
import { ListAccountAliases } from './operations/ListAccountAliases.ts'
import { ListAttachedGroupPolicies } from './operations/ListAttachedGroupPolicies.ts'
import { ListAttachedRolePolicies } from './operations/ListAttachedRolePolicies.ts'
import { ListAttachedUserPolicies } from './operations/ListAttachedUserPolicies.ts'
import { ListEntitiesForPolicy } from './operations/ListEntitiesForPolicy.ts'
import { ListGroupPolicies } from './operations/ListGroupPolicies.ts'
import { ListGroups } from './operations/ListGroups.ts'
import { ListGroupsForUser } from './operations/ListGroupsForUser.ts'
import { ListInstanceProfileTags } from './operations/ListInstanceProfileTags.ts'
import { ListInstanceProfiles } from './operations/ListInstanceProfiles.ts'
import { ListInstanceProfilesForRole } from './operations/ListInstanceProfilesForRole.ts'
import { ListOpenIDConnectProviderTags } from './operations/ListOpenIDConnectProviderTags.ts'
import { ListOpenIDConnectProviders } from './operations/ListOpenIDConnectProviders.ts'
import { ListPolicies } from './operations/ListPolicies.ts'
import { ListPolicyTags } from './operations/ListPolicyTags.ts'
import { ListPolicyVersions } from './operations/ListPolicyVersions.ts'
import { ListRolePolicies } from './operations/ListRolePolicies.ts'
import { ListRoleTags } from './operations/ListRoleTags.ts'
import { ListRoles } from './operations/ListRoles.ts'
import { ListUserPolicies } from './operations/ListUserPolicies.ts'
import { ListUserTags } from './operations/ListUserTags.ts'
import { ListUsers } from './operations/ListUsers.ts'
import { PutGroupPolicy } from './operations/PutGroupPolicy.ts'
import { PutRolePermissionsBoundary } from './operations/PutRolePermissionsBoundary.ts'
import { PutRolePolicy } from './operations/PutRolePolicy.ts'
import { PutUserPermissionsBoundary } from './operations/PutUserPermissionsBoundary.ts'
import { PutUserPolicy } from './operations/PutUserPolicy.ts'
import { RemoveClientIDFromOpenIDConnectProvider } from './operations/RemoveClientIDFromOpenIDConnectProvider.ts'
import { RemoveRoleFromInstanceProfile } from './operations/RemoveRoleFromInstanceProfile.ts'
import { RemoveUserFromGroup } from './operations/RemoveUserFromGroup.ts'
import { SetDefaultPolicyVersion } from './operations/SetDefaultPolicyVersion.ts'
import { SimulateCustomPolicy } from './operations/SimulateCustomPolicy.ts'
import { SimulatePrincipalPolicy } from './operations/SimulatePrincipalPolicy.ts'
import { TagInstanceProfile } from './operations/TagInstanceProfile.ts'
import { TagOpenIDConnectProvider } from './operations/TagOpenIDConnectProvider.ts'
import { TagPolicy } from './operations/TagPolicy.ts'
import { TagRole } from './operations/TagRole.ts'
import { TagUser } from './operations/TagUser.ts'
import { UntagInstanceProfile } from './operations/UntagInstanceProfile.ts'
import { UntagOpenIDConnectProvider } from './operations/UntagOpenIDConnectProvider.ts'
import { UntagPolicy } from './operations/UntagPolicy.ts'
import { UntagRole } from './operations/UntagRole.ts'
import { UntagUser } from './operations/UntagUser.ts'
import { UpdateAccessKey } from './operations/UpdateAccessKey.ts'
import { UpdateAssumeRolePolicy } from './operations/UpdateAssumeRolePolicy.ts'
import { UpdateGroup } from './operations/UpdateGroup.ts'
import { UpdateOpenIDConnectProviderThumbprint } from './operations/UpdateOpenIDConnectProviderThumbprint.ts'
import { UpdateRole } from './operations/UpdateRole.ts'
import { UpdateRoleDescription } from './operations/UpdateRoleDescription.ts'
import { UpdateUser } from './operations/UpdateUser.ts'

export const iam = defineService({
  name: 'iam',
  permissions,
  operations: {
    AddClientIDToOpenIDConnectProvider,
    AddRoleToInstanceProfile,
    AddUserToGroup,
    AttachGroupPolicy,
    AttachRolePolicy,
    AttachUserPolicy,
    CreateAccessKey,
    CreateAccountAlias,
    CreateGroup,
    CreateInstanceProfile,
    CreateOpenIDConnectProvider,
    CreatePolicy,
    CreatePolicyVersion,
    CreateRole,
    CreateServiceLinkedRole,
    CreateUser,
    DeleteAccessKey,
    DeleteAccountAlias,
    DeleteGroup,
    DeleteGroupPolicy,
    DeleteInstanceProfile,
    DeleteOpenIDConnectProvider,
    DeletePolicy,
    DeletePolicyVersion,
    DeleteRole,
    DeleteRolePermissionsBoundary,
    DeleteRolePolicy,
    DeleteServiceLinkedRole,
    DeleteUser,
    DeleteUserPermissionsBoundary,
    DeleteUserPolicy,
    DetachGroupPolicy,
    DetachRolePolicy,
    DetachUserPolicy,
    GetGroup,
    GetGroupPolicy,
    GetInstanceProfile,
    GetOpenIDConnectProvider,
    GetPolicy,
    GetPolicyVersion,
    GetRole,
    GetRolePolicy,
    GetServiceLinkedRoleDeletionStatus,
    GetUser,
    GetUserPolicy,
    ListAccessKeys,
    ListAccountAliases,
    ListAttachedGroupPolicies,
    ListAttachedRolePolicies,
    ListAttachedUserPolicies,
    ListEntitiesForPolicy,
    ListGroupPolicies,
    ListGroups,
    ListGroupsForUser,
    ListInstanceProfileTags,
    ListInstanceProfiles,
    ListInstanceProfilesForRole,
    ListOpenIDConnectProviderTags,
    ListOpenIDConnectProviders,
    ListPolicies,
    ListPolicyTags,
    ListPolicyVersions,
    ListRolePolicies,
    ListRoleTags,
    ListRoles,
    ListUserPolicies,
    ListUserTags,
    ListUsers,
    PutGroupPolicy,
    PutRolePermissionsBoundary,
    PutRolePolicy,
    PutUserPermissionsBoundary,
    PutUserPolicy,
    RemoveClientIDFromOpenIDConnectProvider,
    RemoveRoleFromInstanceProfile,
    RemoveUserFromGroup,
    SetDefaultPolicyVersion,
    SimulateCustomPolicy,
    SimulatePrincipalPolicy,
    TagInstanceProfile,
    TagOpenIDConnectProvider,
    TagPolicy,
    TagRole,
    TagUser,
    UntagInstanceProfile,
    UntagOpenIDConnectProvider,
    UntagPolicy,
    UntagRole,
    UntagUser,
    UpdateAccessKey,
    UpdateAssumeRolePolicy,
    UpdateGroup,
    UpdateOpenIDConnectProviderThumbprint,
    UpdateRole,
    UpdateRoleDescription,
    UpdateUser,
  },
  invalid: invalidIamInput,
})
