import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DescribeRepositoriesCommand, ECRClient } from '@aws-sdk/client-ecr'
import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreateUserCommand,
  DeleteGroupCommand,
  DeleteGroupPolicyCommand,
  DeletePolicyCommand,
  DeleteUserCommand,
  DeleteUserPermissionsBoundaryCommand,
  DetachGroupPolicyCommand,
  GetGroupCommand,
  GetGroupPolicyCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListAttachedGroupPoliciesCommand,
  ListEntitiesForPolicyCommand,
  ListGroupPoliciesCommand,
  ListGroupsCommand,
  ListGroupsForUserCommand,
  PutGroupPolicyCommand,
  PutUserPermissionsBoundaryCommand,
  RemoveUserFromGroupCommand,
  UpdateGroupCommand,
  UpdateUserCommand,
} from '@aws-sdk/client-iam'
import { allow, policyOf } from '../../../support/identity.ts'
import { openEmulator, openTarget, unique } from '../../../support/target.ts'

test('a group has policies and members, and is deleted when it has neither', async () => {
  await using target = await openTarget()
  const iam = new IAMClient(target.config)
  const [GroupName, UserName] = [unique('group'), unique('user')]
  const { Group } = await iam.send(new CreateGroupCommand({ GroupName }))
  assert.match(Group!.GroupId!, /^AGPA[A-Z2-7]{17}$/)
  await assert.rejects(iam.send(new CreateGroupCommand({ GroupName })), {
    name: 'EntityAlreadyExistsException',
    message: `Group with name ${GroupName} already exists.`,
  })
  await iam.send(new CreateUserCommand({ UserName }))
  await iam.send(new AddUserToGroupCommand({ GroupName, UserName }))
  const { Users } = await iam.send(new GetGroupCommand({ GroupName }))
  assert.deepEqual(
    Users!.map((user) => user.UserName),
    [UserName],
  )
  const { Groups } = await iam.send(new ListGroupsForUserCommand({ UserName }))
  assert.deepEqual(
    Groups!.map((group) => group.Arn),
    [Group!.Arn],
  )
  const { Groups: all } = await iam.send(new ListGroupsCommand({}))
  assert.ok(all!.some((group) => group.GroupName === GroupName))

  const PolicyDocument = policyOf(allow('s3:*'))
  const PolicyName = 'inline'
  await iam.send(new PutGroupPolicyCommand({ GroupName, PolicyName, PolicyDocument }))
  const { PolicyNames } = await iam.send(new ListGroupPoliciesCommand({ GroupName }))
  assert.deepEqual(PolicyNames, [PolicyName])
  const inline = await iam.send(new GetGroupPolicyCommand({ GroupName, PolicyName }))
  assert.equal(decodeURIComponent(inline.PolicyDocument!), PolicyDocument)
  const { Policy } = await iam.send(
    new CreatePolicyCommand({ PolicyName: unique('policy'), PolicyDocument }),
  )
  const PolicyArn = Policy!.Arn!
  await iam.send(new AttachGroupPolicyCommand({ GroupName, PolicyArn }))
  const { AttachedPolicies } = await iam.send(new ListAttachedGroupPoliciesCommand({ GroupName }))
  assert.equal(AttachedPolicies![0]!.PolicyArn, PolicyArn)
  const { PolicyGroups } = await iam.send(new ListEntitiesForPolicyCommand({ PolicyArn }))
  assert.equal(PolicyGroups![0]!.GroupName, GroupName)
  const conflict = (message: string) => ({ name: 'DeleteConflictException', message })
  await assert.rejects(
    iam.send(new DeletePolicyCommand({ PolicyArn })),
    conflict('Cannot delete a policy attached to entities.'),
  )

  await assert.rejects(
    iam.send(new DeleteUserCommand({ UserName })),
    conflict('Cannot delete entity, must remove users from group first.'),
  )
  await assert.rejects(
    iam.send(new DeleteGroupCommand({ GroupName })),
    conflict('Cannot delete entity, must remove users from group first.'),
  )
  await iam.send(new RemoveUserFromGroupCommand({ GroupName, UserName }))
  await assert.rejects(
    iam.send(new DeleteGroupCommand({ GroupName })),
    conflict('Cannot delete entity, must detach all policies first.'),
  )
  await iam.send(new DetachGroupPolicyCommand({ GroupName, PolicyArn }))
  await iam.send(new DeleteGroupPolicyCommand({ GroupName, PolicyName }))
  await iam.send(new DeleteGroupCommand({ GroupName }))
  await assert.rejects(iam.send(new GetGroupCommand({ GroupName })), {
    name: 'NoSuchEntityException',
    message: `The group with name ${GroupName} cannot be found.`,
  })
})

test('a user may do what its groups may, as far as its permissions boundary allows', async () => {
  await using target = await openEmulator({ enforceIam: true })
  const iam = new IAMClient(target.config)
  const UserName = 'ann'
  const { User } = await iam.send(new CreateUserCommand({ UserName }))
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }))
  await iam.send(new CreateGroupCommand({ GroupName: 'readers' }))
  await iam.send(
    new PutGroupPolicyCommand({
      GroupName: 'readers',
      PolicyName: 'read',
      PolicyDocument: policyOf(allow('ecr:Describe*')),
    }),
  )
  const ecr = new ECRClient({
    ...target.config,
    credentials: {
      accessKeyId: AccessKey!.AccessKeyId!,
      secretAccessKey: AccessKey!.SecretAccessKey!,
    },
  })
  const describe = () => ecr.send(new DescribeRepositoriesCommand({}))
  const refused = (reason: string) => ({
    name: 'AccessDeniedException',
    message: `User: ${User!.Arn} is not authorized to perform: ecr:DescribeRepositories on resource: arn:aws:ecr:us-east-1:000000000000:repository/* because no ${reason} allows the ecr:DescribeRepositories action`,
  })
  await assert.rejects(describe(), refused('identity-based policy'))
  await iam.send(new AddUserToGroupCommand({ GroupName: 'readers', UserName }))
  await describe()
  const { Policy } = await iam.send(
    new CreatePolicyCommand({ PolicyName: 'bound', PolicyDocument: policyOf(allow('ecs:*')) }),
  )
  await iam.send(
    new PutUserPermissionsBoundaryCommand({ UserName, PermissionsBoundary: Policy!.Arn! }),
  )
  await assert.rejects(describe(), refused('permissions boundary'))
  await iam.send(new DeleteUserPermissionsBoundaryCommand({ UserName }))
  await describe()
})

test('a user and a group that are renamed and moved stay who they are', async () => {
  await using target = await openTarget()
  const iam = new IAMClient(target.config)
  const [UserName, NewUserName] = [unique('user'), unique('renamed')]
  const [GroupName, NewGroupName] = [unique('group'), unique('renamed')]
  const { User } = await iam.send(new CreateUserCommand({ UserName }))
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }))
  await iam.send(new CreateGroupCommand({ GroupName }))
  await iam.send(new AddUserToGroupCommand({ GroupName, UserName }))
  await iam.send(new UpdateUserCommand({ UserName, NewUserName, NewPath: '/team/' }))
  await iam.send(new UpdateGroupCommand({ GroupName, NewGroupName, NewPath: '/all/' }))
  const { Group, Users } = await iam.send(new GetGroupCommand({ GroupName: NewGroupName }))
  assert.equal(Group!.Arn, `arn:aws:iam::000000000000:group/all/${NewGroupName}`)
  assert.deepEqual(
    Users!.map((one) => [one.UserId, one.Arn]),
    [[User!.UserId, `arn:aws:iam::000000000000:user/team/${NewUserName}`]],
  )
  const keys = await iam.send(new ListAccessKeysCommand({ UserName: NewUserName }))
  assert.equal(keys.AccessKeyMetadata![0]!.AccessKeyId, AccessKey!.AccessKeyId)
  await assert.rejects(iam.send(new UpdateUserCommand({ UserName })), {
    name: 'NoSuchEntityException',
    message: `The user with name ${UserName} cannot be found.`,
  })
  await iam.send(new UpdateUserCommand({ UserName: NewUserName }))
})
